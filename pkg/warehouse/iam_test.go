package warehouse_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
	"scrim/pkg/warehouse"
)

// aws stands for AWS: it gives out passwords that live as long as told, and
// makes the stand-in know them.
type aws struct {
	t      *testing.T
	server *redshiftd.Server
	lives  time.Duration
	refuse bool
	user   string // whom a serverless workgroup takes the caller for

	mu       sync.Mutex
	asked    []string // what each call named
	password string
}

func (a *aws) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !strings.Contains(r.Header.Get("Authorization"), "Credential=AKIATEST/") {
		a.t.Errorf("a call is not signed: %q", r.Header.Get("Authorization"))
	}
	serverless := r.Header.Get("X-Amz-Target") == "RedshiftServerless.GetCredentials"
	if a.refuse {
		a.deny(w, r, serverless)
		return
	}
	a.password = fmt.Sprintf("Temporary-%d", len(a.asked)+1)
	user, ends := a.user, time.Now().Add(a.lives)
	if serverless {
		var in struct{ WorkgroupName, DbName string } // no database: the password is good for all of them
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			a.t.Error(err)
		}
		a.asked = append(a.asked, in.WorkgroupName+" "+in.DbName)
		_ = json.NewEncoder(w).Encode(map[string]any{"dbUser": user, "dbPassword": a.password, "expiration": ends.Unix()})
	} else {
		user = "IAM:" + r.PostFormValue("DbUser")
		a.asked = append(a.asked, r.PostFormValue("ClusterIdentifier")+" "+r.PostFormValue("AutoCreate"))
		fmt.Fprintf(w, `<GetClusterCredentialsResponse xmlns="http://redshift.amazonaws.com/doc/2012-12-01/"><GetClusterCredentialsResult>
			<DbUser>%s</DbUser><DbPassword>%s</DbPassword><Expiration>%s</Expiration></GetClusterCredentialsResult></GetClusterCredentialsResponse>`,
			user, a.password, ends.UTC().Format(time.RFC3339))
	}
	execute(a.t, a.server.Postgres().SocketDSN("postgres", "postgres"), fmt.Sprintf(`ALTER USER %q PASSWORD '%s'`, user, a.password))
}

// deny quotes the request, as AWS does where a signature is wrong.
func (a *aws) deny(w http.ResponseWriter, r *http.Request, serverless bool) {
	said := "scrim-role may not. Authorization=" + r.Header.Get("Authorization") + "\n\nThe Canonical String for this request should have been\nx-amz-security-token:" + r.Header.Get("X-Amz-Security-Token")
	w.WriteHeader(http.StatusForbidden)
	if serverless {
		_ = json.NewEncoder(w).Encode(map[string]string{"__type": "AccessDeniedException", "message": said})
		return
	}
	_, _ = io.WriteString(w, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>`+said+`</Message></Error><RequestId>r</RequestId></ErrorResponse>`)
}

func (a *aws) calls() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.asked)
}

// TestIAM: an account without a password of its own logs in with temporary
// ones, each used until shortly before it ends, and only over TLS with a
// certificate that is trusted.
func TestIAM(t *testing.T) {
	pgtesting.NeedServers(t)
	server, err := redshiftd.Start(t.Context(), redshiftd.Config{Auth: "md5"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	for _, user := range []string{"IAM:scrim", "IAMR:scrim-role"} {
		execute(t, server.Postgres().SocketDSN("postgres", "postgres"), fmt.Sprintf(`CREATE USER %q PASSWORD 'Unknown-to-anybody-1'`, user))
	}
	roots, port := encrypted(t, server.Addr())
	for kind, want := range map[catalog.ClusterKind]string{catalog.Redshift: "analytics-1 false", catalog.RedshiftServerless: "analytics-1 "} {
		t.Run(string(kind), func(t *testing.T) {
			double := &aws{t: t, server: server, lives: time.Hour, user: "IAMR:scrim-role"}
			endpoint := httptest.NewServer(double)
			defer endpoint.Close()
			for name, value := range map[string]string{
				"AWS_ENDPOINT_URL": endpoint.URL, "AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "hidden", "AWS_SESSION_TOKEN": "Temporary-session",
				"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_MAX_ATTEMPTS": "1",
			} {
				t.Setenv(name, value)
			}
			c := catalog.Cluster{
				ID: "c", Kind: kind, Host: "127.0.0.1", Port: port, TLSRoots: roots, ViewDatabase: "dev",
				Credentials: catalog.Credentials{User: "scrim", IAM: &catalog.IAM{Name: "analytics-1", Region: "eu-west-1"}},
			}
			if kind == catalog.RedshiftServerless {
				c.Credentials.User = double.user
			}
			try := func(change func(*catalog.Cluster)) error {
				cluster := c
				change(&cluster)
				w, err := warehouse.Open(t.Context(), cluster, secrets{})
				if err == nil {
					_, err = w.Identity()
					w.Close()
				}
				for _, secret := range []string{"Temporary-", "AKIATEST", "Signature="} {
					if err != nil && strings.Contains(fmt.Sprintf("%+v", err), secret) {
						t.Errorf("the error holds %s…: %v", secret, err)
					}
				}
				return err
			}
			as := func(*catalog.Cluster) {}
			if err := try(as); err != nil || double.asked[0] != want {
				t.Fatalf("asked for %q, got %v", double.asked, err)
			}
			if err := try(func(c *catalog.Cluster) { c.TLSRoots = "" }); !errors.Is(err, warehouse.ErrUnreachable) || !strings.Contains(err.Error(), "certificate") {
				t.Errorf("an unknown certificate: %v", err)
			}
			if err := try(func(c *catalog.Cluster) { c.TLSRoots = "/nowhere/roots.pem" }); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("no certificates: %v", err)
			}
			if kind == catalog.RedshiftServerless {
				if err := try(func(c *catalog.Cluster) { c.Credentials.User = "scrim" }); !errors.Is(err, warehouse.ErrPassword) || !strings.Contains(err.Error(), "logs this identity in as IAMR:scrim-role") {
					t.Errorf("another account: %v", err)
				}
			}
			double.refuse = true
			if err := try(as); !errors.Is(err, warehouse.ErrPassword) || !strings.Contains(err.Error(), "scrim-role may not") {
				t.Errorf("refused: %v", err)
			}
			endpoint.Close()
			if err := try(as); !errors.Is(err, warehouse.ErrUnreachable) {
				t.Errorf("no answer: %v", err)
			}
		})
	}
}

// TestIAMRefresh: one password serves all connections while it lasts, and one
// that is about to end is replaced before the next connection.
func TestIAMRefresh(t *testing.T) {
	pgtesting.NeedServers(t)
	server, err := redshiftd.Start(t.Context(), redshiftd.Config{Auth: "md5", Databases: []string{"sales"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	execute(t, server.Postgres().SocketDSN("postgres", "postgres"), `CREATE USER "IAM:scrim" PASSWORD 'Unknown-to-anybody-1'`)
	roots, port := encrypted(t, server.Addr())
	for _, lives := range []time.Duration{time.Hour, 30 * time.Second} {
		double := &aws{t: t, server: server, lives: lives}
		endpoint := httptest.NewServer(double)
		for name, value := range map[string]string{
			"AWS_ENDPOINT_URL_REDSHIFT": endpoint.URL, "AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "hidden",
			"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		} {
			t.Setenv(name, value)
		}
		w, err := warehouse.Open(t.Context(), catalog.Cluster{
			ID: "c", Kind: catalog.Redshift, Host: "127.0.0.1", Port: port, TLSRoots: roots, ViewDatabase: "dev", Databases: []string{"sales"},
			Credentials: catalog.Credentials{User: "scrim", IAM: &catalog.IAM{Name: "analytics-1", Region: "eu-west-1"}},
		}, secrets{})
		if err != nil {
			t.Fatal(err)
		}
		w.Check(t.Context(), preflight.Ask{}) // connects to both databases
		want := 1
		if lives < time.Minute {
			want = 2
		}
		if got := double.calls(); got < want || want == 1 && got > 1 {
			t.Errorf("a password that lives %s: %d calls, want %d", lives, got, want)
		}
		w.Close()
		endpoint.Close()
	}
}

// encrypted puts TLS before a server, with a certificate for 127.0.0.1 that
// only the returned file vouches for.
func encrypted(t *testing.T, target string) (roots string, port int) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "scrim test"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	roots = filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate}), 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	settings := &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: key}}}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() { decrypt(client, target, settings) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		all.Wait()
	})
	return roots, listener.Addr().(*net.TCPAddr).Port
}

// decrypt answers a request for TLS (eight bytes) and passes on what comes.
func decrypt(client net.Conn, target string, settings *tls.Config) {
	defer func() { _ = client.Close() }()
	if _, err := io.ReadFull(client, make([]byte, 8)); err != nil {
		return
	}
	if _, err := client.Write([]byte("S")); err != nil {
		return
	}
	server, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", target)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	secure := tls.Server(client, settings)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(server, secure)
		_ = server.Close()
	}()
	_, _ = io.Copy(secure, server)
	_ = client.Close()
	<-done
}
