package secret_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/secret"
)

func env(name string) string { return map[string]string{"PASSWORD": "hush", "EMPTY": ""}[name] }

func TestReferencesAreResolved(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) catalog.Reference {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return catalog.Reference("file:" + path)
	}
	for _, one := range []struct {
		ref  catalog.Reference
		want string
		err  string
	}{
		{"env:PASSWORD", "hush", ""},
		{"env:EMPTY", "", "the environment variable EMPTY is not set"},
		{"env:MISSING", "", "the environment variable MISSING is not set"},
		{write("plain", "hush"), "hush", ""},
		{write("line", "hush\r\n\n"), "hush", ""},
		{write("blank", " hush "), " hush ", ""},
		{write("colon", "a:b"), "a:b", ""},
		{write("empty", "\n"), "", "is empty"},
		{catalog.Reference("file:" + filepath.Join(dir, "missing")), "", "reading a secret"},
		{"hush", "", "named by env:NAME or file:/path"},
		{"vault:hush", "", "named by env:NAME or file:/path"},
		{"", "", "named by env:NAME or file:/path"},
	} {
		got, err := secret.Resolve(one.ref, env)
		if got != one.want || (err == nil) != (one.err == "") || err != nil && !strings.Contains(err.Error(), one.err) {
			t.Errorf("%q is %q (%v)", one.ref, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "hush") {
			t.Errorf("the error repeats what may be the secret: %v", err)
		}
	}
}

// A file is read anew each time, so that a rotated password is found.
func TestARotatedFileIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "password")
	for _, want := range []string{"one", "two"} {
		if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := secret.Resolve(catalog.Reference("file:"+path), env); got != want || err != nil {
			t.Errorf("%q (%v), not %q", got, err, want)
		}
	}
}

// docs/design/0001: a salt is HMAC-SHA256 of the master key over the label, a
// NUL and the name, in lower-case hex.
func TestSaltsAreAsDocumented(t *testing.T) {
	master := strings.Repeat("k", secret.MinMasterKey)
	salts, err := secret.NewSalts(master)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"source/people/1", "project/p/1", "", "ü"} {
		mac := hmac.New(sha256.New, []byte(master))
		mac.Write([]byte("scrim salt 1"))
		mac.Write([]byte{0})
		mac.Write([]byte(name))
		if got, err := salts.Of(name); err != nil || got != fmt.Sprintf("%x", mac.Sum(nil)) {
			t.Errorf("the salt of %q is %s (%v)", name, got, err)
		}
	}
	// Worked out outside of Go: printf 'scrim salt 1\0source/people/1' | openssl dgst -sha256 -hmac kkkk…
	if got, _ := salts.Of("source/people/1"); got != known {
		t.Errorf("%s, not the known answer", got)
	}
}

func TestThereIsNoSaltWithoutAKey(t *testing.T) {
	if s, err := (secret.Salts{}).Of("source/people/1"); s != "" || err == nil {
		t.Errorf("%q (%v)", s, err)
	}
	short := strings.Repeat("k", secret.MinMasterKey-1)
	if _, err := secret.NewSalts(short); err == nil || strings.Contains(err.Error(), short) {
		t.Errorf("a short key: %v", err)
	}
}

const known = "43ff2e5b3275ba1dfb24cd11b97474bbdf9528f2a8c312294d5f332ea8156447"
