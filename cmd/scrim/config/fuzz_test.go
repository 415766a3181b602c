package config_test

import (
	"os"
	"strings"
	"testing"

	"scrim/cmd/scrim/config"
)

// FuzzLoad: any text is a configuration or a list of mistakes, each with its
// file and without the text of what should have been a reference to a secret.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(smallest))
	f.Add([]byte("admin: {token: hunter2hunter2}\nmaster_key: env:\nnats: {url: 'nats://a:hunter2hunter2@h'}\n"))
	f.Add([]byte("a: &x [*x]\n? [b]\n: {<<: *x}\n"))
	f.Add([]byte("clusters: [{a: .inf, ~: 1}]\nadmin: []\n"))
	if example, err := os.ReadFile("../../../examples/scrim.yaml"); err == nil {
		f.Add(example)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, issues := config.Load(text, "scrim.yaml")
		for _, one := range issues {
			if one.Place.Input != "scrim.yaml" || one.Code == "" || one.Message == "" {
				t.Errorf("an issue says too little: %+v", one)
			}
		}
		if issues.HasErrors() {
			return
		}
		for _, s := range c.Senders {
			for _, r := range s.Secrets {
				if !strings.HasPrefix(string(r), "env:") && !strings.HasPrefix(string(r), "file:") {
					t.Errorf("a secret is written into the file")
				}
			}
		}
	})
}
