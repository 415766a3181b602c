package warehouse

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// What can be wrong with a warehouse, for errors.Is.
var (
	// ErrSuperseded means that a writer with a newer lease, or a later
	// revision, has been here: nothing of the transaction was written.
	ErrSuperseded = errors.New("another writer is ahead")
	// ErrForeign means that what stands there is not scrim's.
	ErrForeign = errors.New("it is gone, or was not made by scrim")
	// ErrUnreachable means that nobody answers, or that the answer broke off.
	ErrUnreachable = errors.New("the warehouse cannot be reached")
	// ErrPassword means that the account or its password is refused.
	ErrPassword = errors.New("the account or its password is refused")
	// ErrDenied means that the account lacks a privilege.
	ErrDenied = errors.New("the account may not do that")
	// ErrMissing means that a database, schema or relation is not there.
	ErrMissing = errors.New("it does not exist")
	// ErrLocked means that somebody held a lock for too long.
	ErrLocked = errors.New("somebody holds a lock on it")
)

// Error is something the warehouse said no to. Kind is one of this package's
// errors or nil; Code the SQLSTATE, if there is one.
type Error struct {
	Doing   string // a gerund: "observing tables"
	Kind    error
	Code    string
	Message string // the server's words, without values
	untrust string // what to do where TLS stands against a connection
	cause   error
}

// Untrusted says what to do where nobody answers because of the TLS that is
// asked for; it is empty where that is not why.
func (e *Error) Untrusted() string { return e.untrust }

func (e *Error) Error() string {
	text := e.Doing + ": "
	if e.Kind != nil {
		text += e.Kind.Error()
	}
	if e.Message != "" {
		if e.Kind != nil {
			text += ": "
		}
		text += e.Message
	}
	if e.Code != "" {
		text += " (SQLSTATE " + e.Code + ")"
	}
	return text
}

// Unwrap gives Kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Kind == nil {
		return []error{e.cause}
	}
	return []error{e.Kind, e.cause}
}

// classify says what an error of pgx means. The server's message is kept: it
// names objects. Use discreet for statements whose arguments are facts.
func classify(doing string, err error) error {
	if err == nil {
		return nil
	}
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		message := pg.Message
		if pg.Code == dependentsExist && pg.Detail != "" {
			message += ": " + strings.ReplaceAll(pg.Detail, "\n", ", ") // names of objects
		}
		return &Error{Doing: doing, Kind: kind(pg.Code), Code: pg.Code, Message: message, cause: err}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) && !connecting(err) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	if message, next := distrust(err); message != "" {
		return &Error{Doing: doing, Kind: ErrUnreachable, Message: message, untrust: next, cause: errors.New("no connection that can be trusted")}
	}
	return &Error{Doing: doing, Kind: ErrUnreachable, Message: why(err), cause: errors.New("connection lost")}
}

// discreet is classify without the server's words, which can quote a value.
func discreet(doing string, err error) error {
	err = classify(doing, err)
	var known *Error
	if errors.As(err, &known) && known.Code != "" {
		return &Error{Doing: known.Doing, Kind: known.Kind, Code: known.Code, cause: &pgconn.PgError{Code: known.Code, Message: retryWords(known.Message)}}
	}
	return err
}

// connecting reports whether a connection could not be made, in time or at
// all.
func connecting(err error) bool {
	var c *pgconn.ConnectError
	return errors.As(err, &c)
}

// why is the network's reason, without the address that pgx puts before it.
func why(err error) string {
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &dns):
		return "its host name is not known"
	case errors.As(err, &op) && op.Err != nil:
		return op.Op + ": " + op.Err.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "it did not answer in time"
	}
	return "the connection broke"
}

// distrust is why TLS stands against a connection, and what to do; empty where
// it does not.
func distrust(err error) (message, next string) {
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch text := err.Error(); {
	case errors.As(err, &unknown):
		return "its certificate is signed by nobody who is trusted here", "name the file with the authority's certificate in the cluster's tls_roots; a warehouse without a proper certificate needs one"
	case errors.As(err, &host):
		return "its certificate is for another name than " + host.Host, "write the name that the certificate is for into the cluster's host, or give the warehouse a certificate for this one"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "its certificate has expired, or is not valid yet", "give the warehouse a new certificate, or see that this machine's clock is right"
	case strings.Contains(text, "server refused TLS"):
		return "it offers no TLS", "switch TLS on in the warehouse (PostgreSQL: ssl = on, with a certificate); tls: disable in the cluster's document does without, and is for a network that nobody else is in"
	case strings.Contains(text, "x509"), strings.Contains(text, "tls: "):
		return "its certificate or TLS is not accepted", "see which certificate it shows, and which versions of TLS it speaks"
	}
	return "", ""
}

func kind(code string) error {
	switch code {
	case "28000", "28P01":
		return ErrPassword
	case "42501":
		return ErrDenied
	case "3D000", "3F000", "42P01":
		return ErrMissing
	case "55P03":
		return ErrLocked
	case "57P01", "57P02", "57P03":
		return ErrUnreachable
	}
	if strings.HasPrefix(code, "08") {
		return ErrUnreachable
	}
	return nil
}

// retryWords are the ones by which Redshift tells a conflict between
// transactions from a failure of its own: both are XX000.
func retryWords(message string) string {
	for _, words := range []string{"1023", "1018", "conflict with concurrent transaction", "dropped by concurrent transaction", "tuple concurrently updated"} {
		if strings.Contains(message, words) {
			return words
		}
	}
	return ""
}

// conflict reports whether a transaction may simply be repeated.
func conflict(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	switch pg.Code {
	case "40001", "40P01":
		return true
	case "XX000":
		return retryWords(pg.Message+" "+pg.Detail) != ""
	}
	return false
}

// blocked reports whether a statement gave up waiting for a lock: the same
// one may succeed later.
func blocked(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "55P03" || pg.Code == "57014")
}

// dataException is the SQLSTATE of an error of class 22, or empty: a value is
// none that can be stored there, now or later.
func dataException(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && strings.HasPrefix(pg.Code, "22") {
		return pg.Code
	}
	return ""
}

// unwritable reports whether a text cannot be written in the database's
// encoding at all.
func unwritable(err error) bool {
	code := dataException(err)
	return code == "22P05" || code == "22021"
}

// dependentsExist is the SQLSTATE of a DROP that other objects stand against.
const dependentsExist = "2BP01"

// hasDependents reports whether a DROP was refused because of what depends
// on the object.
func hasDependents(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == dependentsExist
}

func asParse(err error, target **pgconn.ParseConfigError) bool { return errors.As(err, target) }
