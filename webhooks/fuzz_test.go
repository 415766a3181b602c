package webhooks

import (
	"net/http"
	"testing"
	"time"

	standard "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// FuzzAuthenticate: whatever stands in the three headers, a body is only
// authentic when its signature is over these very bytes, this id and this
// time, within the window.
func FuzzAuthenticate(f *testing.F) {
	const text = "whsec_c2NyaW0tc2NyaW0tc2NyaW0tc2NyaW0tc2NyaW0h"
	key, err := parseSecret(text)
	if err != nil {
		f.Fatal(err)
	}
	key.sender = "immuta"
	now := time.Unix(1_780_000_000, 0)
	good, err := Sign(text, "m1", now, []byte(`{"a":1}`))
	if err != nil {
		f.Fatal(err)
	}
	signature := good.Get(standard.HeaderWebhookSignature)
	f.Add("m1", "1780000000", signature, []byte(`{"a":1}`))
	f.Add("m1", "1780000000", "v1,AAAA "+signature+" v2,x", []byte(`{"a":1}`))
	f.Add("m1", "+1780000000", signature, []byte(`{"a":1}`))
	f.Add("m1", "99999999999999999999", "v1,", []byte(nil))
	f.Add("m1.1780000000", "1780000000", "v1 v1, ,", []byte("."))
	f.Fuzz(func(t *testing.T, id, stamp, signature string, body []byte) {
		header := http.Header{}
		header.Set(standard.HeaderWebhookID, id)
		header.Set(standard.HeaderWebhookTimestamp, stamp)
		header.Set(standard.HeaderWebhookSignature, signature)
		sender, said, err := authenticate([]secret{key}, header, body, now)
		if err != nil {
			if sender != "" || said != "" {
				t.Errorf("refused, and from %q with the id %q", sender, said)
			}
			return
		}
		if sender != "immuta" || said != id || id != "m1" || stamp != "1780000000" || string(body) != `{"a":1}` {
			t.Errorf("%q at %q with %q is taken for %q", id, stamp, body, sender)
		}
	})
}

// FuzzSecret: any text is a secret or an error that does not repeat it.
func FuzzSecret(f *testing.F) {
	f.Add("whsec_c2NyaW0tc2NyaW0tc2NyaW0tc2NyaW0tc2NyaW0h")
	f.Add("whsec_whsec_c2NyaW0=")
	f.Add(" \n")
	f.Fuzz(func(t *testing.T, text string) {
		one, err := parseSecret(text)
		if err == nil && (len(one.key) < minSecret || len(one.key) > maxSecret || one.hook == nil) {
			t.Errorf("a secret of %d bytes is taken", len(one.key))
		}
	})
}
