package redshiftd

import (
	"fmt"

	"github.com/jackc/pgx/v5/pgproto3"
)

// Error is what a client is told. Code is an SQLSTATE; Detail and Hint may be empty.
type Error struct {
	Code    string
	Message string
	Detail  string
	Hint    string

	// Info goes to the client as a notice before the error.
	Info string

	// Cut closes the connection without a word, as a network does.
	Cut bool
}

// Error returns the message with its SQLSTATE.
func (e *Error) Error() string { return fmt.Sprintf("%s (SQLSTATE %s)", e.Message, e.Code) }

// message returns the error as the server sends it.
func (e *Error) message() *pgproto3.ErrorResponse {
	return &pgproto3.ErrorResponse{Severity: "ERROR", SeverityUnlocalized: "ERROR", Code: e.Code, Message: e.Message, Detail: e.Detail, Hint: e.Hint}
}

// SQLSTATEs that the front itself answers with.
const (
	codeSyntax       = "42601"
	codeNotSupported = "0A000"
	codeUndefined    = "42704"
	codeNoTable      = "42P01"
	codeNoSchema     = "3F000"
	codeNoDatabase   = "3D000"
	codeDenied       = "42501"
	codeInternal     = "XX000"
	codeInTx         = "25001"
)

func syntaxError(message string) *Error { return &Error{Code: codeSyntax, Message: message} }

// near is PostgreSQL's own wording for a token that has no place here.
func near(t token) *Error { return syntaxError(fmt.Sprintf("syntax error at or near %q", t.text)) }

// refused is for what Redshift does not have although PostgreSQL does.
func refused(what string) *Error {
	return &Error{Code: codeNotSupported, Message: what + " is not supported", Hint: "redshiftd refuses what Amazon Redshift refuses."}
}

// unknown is for what Redshift has and redshiftd does not.
func unknown(what string) *Error {
	return &Error{
		Code: codeNotSupported, Message: "redshiftd does not know " + what,
		Hint: "This says nothing about Amazon Redshift. docs/redshiftd.md lists what the stand-in cannot show.",
	}
}

// leaderOnly is Redshift's answer to a function or catalogue of the leader node next to user tables.
func leaderOnly(what string) *Error {
	return &Error{
		Code: codeNotSupported, Message: "Specified types or functions (one per INFO message) not supported on Redshift tables.",
		Detail: what + " runs on the leader node alone.", Info: fmt.Sprintf("Function %q not supported.", what),
	}
}

// Serialization returns Redshift's serialization failure, for Config.Fault. Code 1023 is a violation on a table, 1018
// a relation that is not there for this snapshot.
func Serialization(code int) *Error {
	if code == 1018 {
		return &Error{Code: codeInternal, Message: "1018", Detail: "Relation does not exist."}
	}
	return &Error{
		Code: codeInternal, Message: "1023",
		Detail: "Serializable isolation violation on table - 100000, transactions forming the cycle are: 1, 2 (pid:1)",
	}
}
