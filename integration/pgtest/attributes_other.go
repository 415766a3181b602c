//go:build unix && !linux

package pgtest

import "syscall"

// attributes put the server in its own process group. Only Linux can tie its life to ours; elsewhere a killed test
// leaves a server that must be ended by hand.
func attributes(own *owner) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Credential: own.credential()}
}
