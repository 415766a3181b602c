package bigqueryd

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// account is a service account.
type account struct {
	resource object
	unborn   int // how often it is not seen yet
	keys     map[string]*key
}

type key struct {
	resource object
	public   *rsa.PublicKey
}

func (a *account) seen() bool {
	if a.unborn > 0 {
		a.unborn--
		return false
	}
	return true
}

// account finds one. IAM says of one that is not there that it may not be seen, to whoever may not list them all.
func (c *call) account() (*account, error) {
	email := c.r.PathValue("email")
	if a := c.accounts[email]; a != nil && a.seen() {
		return a, nil
	}
	if c.Coy || !c.may(c.who, "iam.serviceAccounts.list", "", "") {
		return nil, &refusal{403, "forbidden", "Permission 'iam.serviceAccounts.get' denied on resource (or it may not exist)."}
	}
	return nil, &refusal{404, "notFound", "Unknown service account"}
}

func createAccount(c *call) (any, error) {
	if err := c.needs("iam.serviceAccounts.create"); err != nil {
		return nil, err
	}
	id := c.text("accountId")
	email := id + "@" + c.Project + ".iam.gserviceaccount.com"
	if len(id) < 6 || len(id) > 30 {
		return nil, &refusal{400, "badRequest", "Account ID must be between 6 and 30 characters."}
	}
	if c.accounts[email] != nil {
		return nil, &refusal{409, "alreadyExists", "Service account " + id + " already exists within project projects/" + c.Project + "."}
	}
	a := &account{resource: object{}, unborn: c.Unborn, keys: map[string]*key{}}
	for k, v := range c.object("serviceAccount") {
		a.resource[k] = v
	}
	a.resource["name"], a.resource["email"] = "projects/"+c.Project+"/serviceAccounts/"+email, email
	a.resource["projectId"], a.resource["etag"] = c.Project, c.etag()
	a.resource["uniqueId"] = fmt.Sprintf("1%020d", c.next())
	c.accounts[email] = a
	return a.resource, nil
}

// Account makes a service account, as somebody else would.
func (s *Server) Account(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	email := id + "@" + s.Project + ".iam.gserviceaccount.com"
	s.accounts[email] = &account{keys: map[string]*key{}, resource: object{
		"name": "projects/" + s.Project + "/serviceAccounts/" + email, "email": email, "projectId": s.Project, "uniqueId": fmt.Sprintf("1%020d", s.next()),
	}}
}

func listAccounts(c *call) (any, error) {
	if err := c.needs("iam.serviceAccounts.list"); err != nil {
		return nil, err
	}
	var out []any
	for _, a := range c.accounts {
		if a.seen() {
			out = append(out, a.resource)
		}
	}
	return object{"accounts": out}, nil
}

func getAccount(c *call) (any, error) {
	a, err := c.account()
	if err != nil {
		return nil, err
	}
	if err := c.needs("iam.serviceAccounts.get"); err != nil {
		return nil, err
	}
	return a.resource, nil
}

func patchAccount(c *call) (any, error) {
	a, err := c.account()
	if err != nil {
		return nil, err
	}
	if err := c.needs("iam.serviceAccounts.update"); err != nil {
		return nil, err
	}
	for _, field := range strings.Split(c.text("updateMask"), ",") {
		switch field {
		case "displayName", "display_name":
			a.resource["displayName"] = c.object("serviceAccount")["displayName"]
		case "description":
			a.resource["description"] = c.object("serviceAccount")["description"]
		}
	}
	return a.resource, nil
}

// deleteAccount leaves its members in every policy, as deleted ones.
func deleteAccount(c *call) (any, error) {
	a, err := c.account()
	if err != nil {
		return nil, err
	}
	if err := c.needs("iam.serviceAccounts.delete"); err != nil {
		return nil, err
	}
	email := c.r.PathValue("email")
	delete(c.accounts, email)
	gone := fmt.Sprintf("deleted:serviceAccount:%s?uid=%s", email, a.resource["uniqueId"])
	rename := func(p *policy) {
		for _, b := range p.rules {
			list := members(b)
			if i := slices.Index(list, "serviceAccount:"+email); i >= 0 {
				b["members"].([]any)[i] = gone
				p.etag = c.etag()
			}
		}
	}
	rename(&c.policy)
	for _, d := range c.datasets {
		for _, e := range d.entries() {
			if e["userByEmail"] == email {
				delete(e, "userByEmail")
				e["iamMember"] = gone
				d.resource["etag"] = c.etag()
			}
		}
		for _, t := range d.tables {
			rename(&t.policy)
		}
	}
	return nil, nil
}

func testAccount(c *call) (any, error) {
	email, verb, _ := strings.Cut(c.r.PathValue("verb"), ":")
	if verb != "testIamPermissions" || c.accounts[email] == nil {
		return nil, &refusal{404, "notFound", "Unknown service account"}
	}
	return c.held("", "")
}

func listKeys(c *call) (any, error) {
	a, err := c.account()
	if err != nil {
		return nil, err
	}
	if err := c.needs("iam.serviceAccountKeys.list"); err != nil {
		return nil, err
	}
	var out []any
	for _, k := range a.keys {
		out = append(out, k.resource)
	}
	if c.query("keyTypes") != "USER_MANAGED" {
		out = append(out, object{"name": fmt.Sprint(a.resource["name"], "/keys/googles-own"), "keyType": "SYSTEM_MANAGED"})
	}
	return object{"keys": out}, nil
}

// createKey makes a real key, whose owner can log in with it.
func createKey(c *call) (any, error) {
	a, err := c.account()
	if err != nil {
		return nil, err
	}
	if err := c.needs("iam.serviceAccountKeys.create"); err != nil {
		return nil, err
	}
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, err
	}
	id := fmt.Sprintf("%040x", c.next())
	email := fmt.Sprint(a.resource["email"])
	file, err := json.MarshalIndent(object{
		"type": "service_account", "project_id": c.Project, "private_key_id": id,
		"private_key":  string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
		"client_email": email, "client_id": a.resource["uniqueId"], "token_uri": c.URL() + "/token",
		"universe_domain": "googleapis.com",
	}, "", "  ")
	if err != nil {
		return nil, err
	}
	shown := object{
		"name": fmt.Sprint(a.resource["name"], "/keys/", id), "keyType": "USER_MANAGED", "keyOrigin": "GOOGLE_PROVIDED",
		"keyAlgorithm": "KEY_ALG_RSA_2048", "validAfterTime": time.Now().UTC().Format(time.RFC3339), "validBeforeTime": "9999-12-31T23:59:59Z",
	}
	a.keys[id] = &key{resource: shown, public: &private.PublicKey}
	out := copyOf(shown)
	out["privateKeyType"], out["privateKeyData"] = "TYPE_GOOGLE_CREDENTIALS_FILE", base64.StdEncoding.EncodeToString(file)
	return out, nil
}

func deleteKey(c *call) (any, error) {
	a, err := c.account()
	if err != nil {
		return nil, err
	}
	if err := c.needs("iam.serviceAccountKeys.delete"); err != nil {
		return nil, err
	}
	id := c.r.PathValue("key")
	if a.keys[id] == nil {
		return nil, &refusal{404, "notFound", "The key is not there"}
	}
	delete(a.keys, id)
	return nil, nil
}

// Age makes every key of an account as old as that.
func (s *Server) Age(email string, by time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.accounts[email].keys {
		k.resource["validAfterTime"] = time.Now().Add(-by).UTC().Format(time.RFC3339)
	}
}

// caller is whose bearer token it is: one of Token's, or what a key has signed.
func (s *Server) caller(r *http.Request) string {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if who := s.tokens[token]; who != "" {
		return who
	}
	return s.signer(token)
}

// signer is the account whose key has signed a token, or nobody.
func (s *Server) signer(token string) string {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return ""
	}
	var head, claims struct {
		Kid string `json:"kid"`
		Iss string `json:"iss"`
		Exp int64  `json:"exp"`
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || decodePart(parts[0], &head) != nil || decodePart(parts[1], &claims) != nil {
		return ""
	}
	a := s.accounts[claims.Iss]
	if a == nil || a.keys[head.Kid] == nil || a.resource["disabled"] == true || claims.Exp < time.Now().Unix() {
		return ""
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if rsa.VerifyPKCS1v15(a.keys[head.Kid].public, crypto.SHA256, sum[:], signature) != nil {
		return ""
	}
	return "serviceAccount:" + claims.Iss
}

func decodePart(part string, into any) error {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// issueToken gives a token for what a key has signed, as the token endpoint of OAuth does.
func issueToken(c *call) (any, error) {
	if err := c.r.ParseForm(); err != nil {
		return nil, &refusal{400, "invalid_request", err.Error()}
	}
	who := c.signer(c.r.PostForm.Get("assertion"))
	if who == "" {
		return nil, &refusal{400, "invalid_grant", "Invalid JWT Signature."}
	}
	token := fmt.Sprintf("ya29.%d", c.next())
	c.tokens[token] = who
	return object{"access_token": token, "token_type": "Bearer", "expires_in": 3600}, nil
}
