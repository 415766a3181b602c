package catalog_test

import (
	"testing"

	"scrim/pkg/catalog"
)

func TestTransport(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		host, tls string
		iam       bool
		mode      string
		proves    bool
	}{
		{"wh.example.com", "", false, "verify-full", true},
		{"wh.example.com", "verify-full", false, "verify-full", true},
		{"wh.example.com", "verify-ca", false, "verify-ca", false},
		{"wh.example.com", "require", false, "require", false},
		{"wh.example.com", "prefer", false, "prefer", false},
		{"wh.example.com", "disable", false, "disable", false},
		{"10.0.0.1", "require", false, "require", false},
		{"localhost.example.com", "require", false, "require", false},
		{"127.0.0.1", "", false, "disable", true},
		{"127.9.9.9", "require", false, "require", true},
		{"::1", "", false, "disable", true},
		{"::ffff:127.0.0.1", "", false, "disable", true},
		{"localhost", "", false, "disable", true},
		{"localhost", "", true, "verify-full", true},
	} {
		cluster := catalog.Cluster{Host: c.host, TLS: c.tls}
		if c.iam {
			cluster.Credentials.IAM = &catalog.IAM{}
		}
		if got := cluster.Transport(); got != c.mode || cluster.Proves() != c.proves {
			t.Errorf("%+v: the mode is %s, proved: %t", c, got, cluster.Proves())
		}
	}
}
