package connector_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/connector"
)

// FuzzDecodeThing: what a store says that scrim made is a thing or an error,
// and a thing that was read is written as what reads as the same thing.
func FuzzDecodeThing(f *testing.F) {
	for _, thing := range []connector.Thing{
		connector.Database{}, connector.Schema{}, connector.Role{}, connector.Login{}, connector.Settings{}, connector.Member{}, connector.Grant{},
		connector.ServiceAccount{}, connector.CustomRole{}, connector.Dataset{}, connector.Binding{},
	} {
		text, err := connector.EncodeThing(thing)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"role":{"name":"a"},"login":{}}`))
	f.Add([]byte(`{"role":{"name":"a","power":9}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		thing, err := connector.DecodeThing(text)
		if err != nil {
			return
		}
		written, err := connector.EncodeThing(thing)
		if err != nil {
			t.Fatal(err)
		}
		again, err := connector.DecodeThing(written)
		if err != nil || again.Key() != thing.Key() {
			t.Fatalf("%s: %v, %v", written, again, err)
		}
		if diff := cmp.Diff(thing, again); diff != "" {
			t.Error(diff)
		}
	})
}
