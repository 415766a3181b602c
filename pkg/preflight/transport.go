package preflight

// Transport judges what protects a connection from whoever is between: whether
// it is encrypted, by which of libpq's sslmodes, and whether it leaves the
// machine at all.
func Transport(encrypted bool, mode string, loops bool) Finding {
	f := Finding{Check: TLS, Status: Warning, Next: "set tls: verify-full in the cluster's document"}
	switch {
	case encrypted && mode == "verify-full":
		return Finding{Check: TLS, Status: Passed, Means: "the connection is encrypted, and the warehouse has proved its name"}
	case !encrypted && loops:
		return Finding{Check: TLS, Status: Passed, Means: "the connection is not encrypted and does not leave this machine"}
	case encrypted:
		f.Means = "the connection is encrypted, but with tls: " + mode + " the warehouse need not prove its name"
	default:
		f.Means = "the connection is not encrypted: whoever is between reads data and password"
	}
	return f
}
