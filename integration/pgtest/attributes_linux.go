package pgtest

import "syscall"

// attributes put the server in its own process group (a Ctrl-C for us is not one for it: we stop it in order), and have
// the kernel end it when we die without having stopped it.
func attributes(own *owner) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Credential: own.credential(), Pdeathsig: syscall.SIGQUIT}
}
