package catalog

import "net/netip"

// VerifyFull is the libpq sslmode in which a warehouse proves its name by a
// certificate.
const VerifyFull = "verify-full"

// Transport is the libpq sslmode by which the warehouse is reached: the
// document's word, or else verify-full. On the loopback nobody listens.
func (c Cluster) Transport() string {
	switch {
	case c.TLS != "":
		return c.TLS
	case c.Credentials.IAM == nil && c.Loops():
		return "disable"
	}
	return VerifyFull
}

// Loops reports whether the address is this machine's own.
func (c Cluster) Loops() bool {
	ip, err := netip.ParseAddr(c.Host)
	return err == nil && ip.Unmap().IsLoopback() || c.Host == "localhost"
}

// Proves reports whether nobody can stand in for the warehouse: it proves its
// name, or what is said to it does not leave this machine.
func (c Cluster) Proves() bool { return c.Transport() == VerifyFull || c.Loops() }
