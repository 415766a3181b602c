// Package bigqueryd is a stand-in for one Google project: the calls of BigQuery, IAM and Resource Manager with which
// accounts of data tools are made and used, over HTTP on the loopback.
//
//	g := bigqueryd.Start("my-project")
//	defer g.Stop()
//	g.Bind("", "", "roles/owner", "user:admin@example.com")
//	client, err := bigquery.New(ctx, bigquery.Options{Endpoint: g.URL(), …g.As("user:admin@example.com")})
//
// It promises the documented paths, status codes, shapes of errors, etags and page tokens; that whoever calls is
// allowed what the policies that it holds give, and nothing else; and that a policy comes back with every field it was
// given. Faults are put in by OnRequest. A new account is not seen everywhere at once (Unborn).
//
// It will not run SQL: a query job answers with one row, which it can write to a table. Conditions are kept and never true.
package bigqueryd

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// Server is one project of Google's.
type Server struct {
	Project string

	// Unborn is how often a new service account is still unknown to reads, and it and a new custom role to policies that
	// name them.
	Unborn int

	// PageSize is how many datasets or tables one page has; 0 is 50.
	PageSize int

	// Coy makes IAM say of an account that is not there that it must not be seen, as it does at times.
	Coy bool

	// NoEtags leaves etags out of what is read, which Google does not.
	NoEtags bool

	// OnRequest is asked before every request is carried out; an Answer is given in its place. It may change the
	// project as another writer would.
	OnRequest func(r *http.Request) *Answer

	http *httptest.Server

	mu       sync.Mutex
	number   int // counts whatever needs a new name: etags, keys, jobs
	policy   policy
	accounts map[string]*account
	roles    map[string]*customRole
	datasets map[string]*dataset
	jobs     map[string]object
	tokens   map[string]string // to whom a bearer token belongs
	requests []string
}

// Answer is what is said in place of doing what was asked.
type Answer struct {
	Status  int
	Reason  string
	Message string
	Header  http.Header
	After   bool // the request is carried out all the same: its answer is lost
}

// object is JSON as it came.
type object = map[string]any

// Start listens on a free port of the loopback.
func Start(project string) *Server {
	s := &Server{
		Project: project, policy: policy{etag: "BwAA1"}, accounts: map[string]*account{}, roles: map[string]*customRole{},
		datasets: map[string]*dataset{}, jobs: map[string]object{}, tokens: map[string]string{},
	}
	mux := http.NewServeMux()
	for pattern, h := range s.routes() {
		mux.Handle(pattern, s.handle(h))
	}
	s.http = httptest.NewServer(mux)
	return s
}

// URL is where it listens.
func (s *Server) URL() string { return s.http.URL }

// Stop ends it.
func (s *Server) Stop() { s.http.Close() }

// Token is a bearer token of a member, "user:…" or "serviceAccount:…".
func (s *Server) Token(member string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	token := "token-of-" + member
	s.tokens[token] = member
	return token
}

// Requests lists what was asked so far, as "GET /path".
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.requests...)
}

// call is one request being carried out, with the lock held.
type call struct {
	*Server
	who   string
	r     *http.Request
	body  object
	query func(string) string
}

type handler func(c *call) (any, error)

func (s *Server) routes() map[string]handler {
	const project, dataset = "/bigquery/v2/projects/{project}", "/bigquery/v2/projects/{project}/datasets/{dataset}"
	const table = dataset + "/tables/{table}"
	return map[string]handler{
		"POST /token":                                                      issueToken,
		"POST /v3/projects/{verb}":                                         projectPolicy,
		"GET /v1/projects/{project}/serviceAccounts":                       listAccounts,
		"POST /v1/projects/{project}/serviceAccounts":                      createAccount,
		"GET /v1/projects/{project}/serviceAccounts/{email}":               getAccount,
		"PATCH /v1/projects/{project}/serviceAccounts/{email}":             patchAccount,
		"DELETE /v1/projects/{project}/serviceAccounts/{email}":            deleteAccount,
		"POST /v1/projects/{project}/serviceAccounts/{verb}":               testAccount,
		"GET /v1/projects/{project}/serviceAccounts/{email}/keys":          listKeys,
		"POST /v1/projects/{project}/serviceAccounts/{email}/keys":         createKey,
		"DELETE /v1/projects/{project}/serviceAccounts/{email}/keys/{key}": deleteKey,
		"POST /v1/projects/{project}/roles":                                createRole,
		"GET /v1/roles/{role}":                                             predefinedRole,
		"GET /v1/projects/{project}/roles/{role}":                          getRole,
		"PATCH /v1/projects/{project}/roles/{role}":                        patchRole,
		"DELETE /v1/projects/{project}/roles/{role}":                       deleteRole,
		"POST /v1/projects/{project}/roles/{verb}":                         undeleteRole,
		"GET " + project + "/datasets":                                     listDatasets,
		"POST " + project + "/datasets":                                    createDataset,
		"GET " + dataset:                                                   getDataset,
		"PATCH " + dataset:                                                 patchDataset,
		"DELETE " + dataset:                                                deleteDataset,
		"GET " + dataset + "/tables":                                       listTables,
		"POST " + dataset + "/tables":                                      createTable,
		"GET " + table:                                                     getTable,
		"PATCH " + table:                                                   patchTable,
		"DELETE " + table:                                                  deleteTable,
		"GET " + table + "/data":                                           readTable,
		"POST " + table:                                                    tablePolicy, // its verb is the end of the name
		"POST " + project + "/jobs":                                        createJob,
		"GET " + project + "/jobs/{job}":                                   getJob,
	}
}

// handle carries a request out, unless OnRequest has an answer.
func (s *Server) handle(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var fault *Answer
		if s.OnRequest != nil {
			fault = s.OnRequest(r)
		}
		s.mu.Lock()
		s.requests = append(s.requests, r.Method+" "+r.URL.Path)
		var out any
		var err error
		if fault == nil || fault.After {
			out, err = s.run(h, r)
		}
		if fault != nil {
			for k, v := range fault.Header {
				w.Header()[k] = v
			}
			out, err = nil, &refusal{fault.Status, fault.Reason, fault.Message}
		}
		text, status := s.encode(out, err)
		s.mu.Unlock()
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		w.WriteHeader(status)
		_, _ = w.Write(text)
	})
}

func (s *Server) run(h handler, r *http.Request) (any, error) {
	c := &call{Server: s, r: r, query: r.URL.Query().Get}
	if r.URL.Path != "/token" {
		if c.who = s.caller(r); c.who == "" {
			return nil, &refusal{401, "authError", "Request had invalid authentication credentials."}
		}
		if r.ContentLength != 0 && json.NewDecoder(r.Body).Decode(&c.body) != nil {
			return nil, &refusal{400, "parseError", "Invalid JSON payload received."}
		}
		if p := r.PathValue("project"); p != "" && p != s.Project {
			return nil, &refusal{403, "accessDenied", "Access Denied: Project " + p}
		}
	}
	return h(c)
}

// refusal is an error as Google says it.
type refusal struct {
	code    int
	reason  string
	message string
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s: %s", r.code, r.reason, r.message) }

func (s *Server) encode(out any, err error) ([]byte, int) {
	status := http.StatusOK
	if r, ok := err.(*refusal); ok { //nolint:errorlint // nothing wraps one
		status = r.code
		out = object{"error": object{"code": r.code, "message": r.message, "status": statusOf(r.code),
			"errors": []any{object{"message": r.message, "domain": "global", "reason": r.reason}}}}
	}
	if out == nil {
		out = object{}
	}
	text, err := json.Marshal(out)
	if err != nil {
		return []byte(err.Error()), http.StatusInternalServerError
	}
	return text, status
}

func statusOf(code int) string {
	switch code {
	case 400:
		return "INVALID_ARGUMENT"
	case 401:
		return "UNAUTHENTICATED"
	case 403:
		return "PERMISSION_DENIED"
	case 404:
		return "NOT_FOUND"
	case 409:
		return "ABORTED"
	case 412:
		return "FAILED_PRECONDITION"
	case 429:
		return "RESOURCE_EXHAUSTED"
	case 503:
		return "UNAVAILABLE"
	}
	return "INTERNAL"
}

// next is a new number.
func (s *Server) next() int { s.number++; return s.number }

func (s *Server) etag() string { return fmt.Sprintf("BwEtag%06d=", s.next()) }

// page cuts names to the page that was asked for, and says where the next begins.
func (c *call) page(names []string) ([]string, string) {
	size := c.PageSize
	if size == 0 {
		size = 50
	}
	if n := c.query("maxResults"); n != "" {
		var asked int
		if _, err := fmt.Sscan(n, &asked); err == nil && asked < size {
			size = asked
		}
	}
	if from, ok := strings.CutPrefix(c.query("pageToken"), "after-"); ok {
		for len(names) > 0 && names[0] <= from {
			names = names[1:]
		}
	}
	if len(names) <= size || size == 0 {
		return names, ""
	}
	return names[:size], "after-" + names[size-1]
}

func (c *call) text(key string) string { s, _ := c.body[key].(string); return s }

func (c *call) object(key string) object { o, _ := c.body[key].(object); return o }
