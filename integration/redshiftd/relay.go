package redshiftd

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"
)

// refuse returns a text that the server rejects at the right place in the pipeline, so that the transaction fails as
// with any error; relay then tells the client the refusal instead.
func (s *session) refuse(e *Error) string {
	s.refusals = append(s.refusals, e)
	return refusalMark + strconv.Itoa(len(s.refusals)-1)
}

const refusalMark = "redshiftd_refusal_"

// relay passes the server's answers on: until it is ready when expected is negative, else that many.
func (s *session) relay(expected int) error {
	sent := make(chan error, 1)
	go func() { sent <- s.upstream.Flush() }() // a long pipeline blocks if nobody reads
	unflushed := 0
	for expected != 0 {
		msg, err := s.upstream.Receive()
		if err != nil {
			return errors.Join(err, <-sent)
		}
		if done, counts := s.forward(msg); done {
			expected = 0
		} else if counts {
			expected--
		}
		if unflushed++; unflushed >= 64 {
			unflushed = 0
			if err := s.client.Flush(); err != nil {
				return errors.Join(err, <-sent)
			}
		}
	}
	if err := <-sent; err != nil {
		return err
	}
	return s.client.Flush()
}

// forward passes one answer on. It reports whether the server waits now, and whether the answer ends one of the client's messages.
func (s *session) forward(msg pgproto3.BackendMessage) (done, counts bool) {
	switch m := msg.(type) {
	case *pgproto3.ErrorResponse:
		told := s.translateError(m)
		for _, text := range []*string{&told.Message, &told.Detail, &told.Hint} {
			*text = string(s.server.long.shown([]byte(*text)))
		}
		s.client.Send(told)
		s.skipping = true
		return s.midway, true
	case *pgproto3.NoticeResponse:
		if tag, ok := strings.CutPrefix(m.Message, tagPrefix); ok && m.Severity == "INFO" {
			s.tag = tag
			return false, false
		}
	case *pgproto3.CommandComplete:
		if string(m.CommandTag) == "DO" {
			s.client.Send(&pgproto3.CommandComplete{CommandTag: []byte(s.tag)})
			return false, true
		}
	case *pgproto3.ParameterStatus:
		s.status(m)
		return false, false
	case *pgproto3.ReadyForQuery:
		s.ready(m.TxStatus)
		s.client.Send(m)
		return true, false
	case *pgproto3.RowDescription:
		s.fullLabels(m)
	case *pgproto3.DataRow:
		for i, v := range m.Values {
			m.Values[i] = s.server.long.shown(v)
		}
		s.client.Send(m)
		return false, false
	}
	s.client.Send(msg)
	return false, true
}

// fullLabels gives columns the long names that they were made with.
func (s *session) fullLabels(m *pgproto3.RowDescription) {
	for i, f := range m.Fields {
		m.Fields[i].Name = s.server.long.shown(f.Name)
	}
}

func (s *session) ready(status byte) {
	s.tx = status
	if status == 'I' {
		s.ddl, s.defined = false, false
	}
	s.refusals = nil
	s.midway, s.skipping = false, false
}

var (
	deniedFor    = regexp.MustCompile(`^permission denied for (table|view|foreign table|sequence) `)
	tooManyBytes = regexp.MustCompile(`^redshiftd_bytes_(\d+)_`)
	notASCII     = regexp.MustCompile(`^redshiftd_ascii_\d+$`)
	refusalError = regexp.MustCompile(`"` + refusalMark + `(\d+)"`)
)

// translateError says an error as Redshift says it.
func (s *session) translateError(m *pgproto3.ErrorResponse) *pgproto3.ErrorResponse {
	if hit := refusalError.FindStringSubmatch(m.Message); hit != nil {
		if n, err := strconv.Atoi(hit[1]); err == nil && n < len(s.refusals) {
			if info := s.refusals[n].Info; info != "" {
				s.client.Send(&pgproto3.NoticeResponse{Severity: "INFO", SeverityUnlocalized: "INFO", Code: "00000", Message: info})
			}
			return s.refusals[n].message()
		}
	}
	out := *m
	out.Where, out.InternalQuery, out.InternalPosition, out.Position = "", "", 0, 0 // they point into text that the client did not write
	out.File, out.Line, out.Routine = "", 0, ""
	out.Message = deniedFor.ReplaceAllString(m.Message, "permission denied for relation ")
	if hit := tooManyBytes.FindStringSubmatch(m.ConstraintName); hit != nil {
		out = pgproto3.ErrorResponse{
			Severity: m.Severity, SeverityUnlocalized: m.SeverityUnlocalized, Code: "22001", Message: "value too long for type character varying(" + hit[1] + ")",
		}
	}
	if notASCII.MatchString(m.ConstraintName) { // wording from amazon-redshift-utils#395, which goes on with the bytes
		out = pgproto3.ErrorResponse{
			Severity: m.Severity, SeverityUnlocalized: m.SeverityUnlocalized, Code: codeInternal, Message: "Invalid characters:",
			Detail: "error: Invalid characters: code: 8001 context: Only ASCII characters are allowed in fixed length strings.",
		}
	}
	if m.Code == "21000" && strings.HasPrefix(m.Message, "MERGE ") {
		out.Message, out.Hint = "Found multiple matches to update the same tuple.", ""
	}
	if m.Code == "40001" {
		e := Serialization(1023)
		out.Code, out.Message, out.Detail, out.Hint = e.Code, e.Message, e.Detail, ""
	}
	return &out
}

// inside runs a statement of the front in the session, whose answers the client does not see. The server must be ready.
func (s *session) inside(sql string) ([][]string, error) {
	if s.midway {
		return nil, unknown("this statement in the middle of a pipeline")
	}
	s.upstream.Send(&pgproto3.Query{String: sql})
	if err := s.upstream.Flush(); err != nil {
		return nil, err
	}
	var rows [][]string
	var failed *Error
	for {
		msg, err := s.upstream.Receive()
		if err != nil {
			return nil, err
		}
		switch m := msg.(type) {
		case *pgproto3.DataRow:
			row := make([]string, len(m.Values))
			for i, v := range m.Values {
				row[i] = string(v)
			}
			rows = append(rows, row)
		case *pgproto3.ErrorResponse:
			failed = &Error{Code: m.Code, Message: m.Message, Detail: m.Detail}
		case *pgproto3.ReadyForQuery:
			s.tx = m.TxStatus
			if failed != nil {
				return nil, failed
			}
			return rows, nil
		}
	}
}
