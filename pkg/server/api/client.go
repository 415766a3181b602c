package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Headers of the admin API that HTTP does not name itself.
const (
	HeaderRequest  = "X-Request-Id"
	HeaderKey      = "Idempotency-Key"
	HeaderDocument = "Scrim-Document" // what to call the body in an issue
)

// maxAnswer bounds what the client reads: 256 MiB, a large state.
const maxAnswer = 256 << 20

// Client calls the admin API of one server. Its methods return an *Error for
// an answer that is not a success, and are safe for concurrent use.
type Client struct {
	base  string
	token string
	http  *http.Client
}

// NewClient returns a client of the server at that URL ("http://127.0.0.1:7400").
// A nil doer is a client of its own, without a timeout: the context's counts.
func NewClient(server, token string, doer *http.Client) (*Client, error) {
	u, err := url.Parse(server)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, errors.New(`the server must be a URL like "http://127.0.0.1:7400"`)
	}
	if u.User != nil {
		return nil, errors.New("the server's URL must not hold a password; give the token instead")
	}
	if doer == nil {
		doer = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	return &Client{base: strings.TrimRight(u.String(), "/"), token: token, http: doer}, nil
}

// Clusters lists the registered clusters.
func (c *Client) Clusters(ctx context.Context) (Clusters, error) {
	return call[Clusters](ctx, c, http.MethodGet, "/v1/clusters", nil, nil)
}

// Submit sends documents as an operator.
func (c *Client) Submit(ctx context.Context, s Submission) (Receipt, error) {
	header := http.Header{"Content-Type": {"application/yaml"}}
	if s.Key != "" {
		header.Set(HeaderKey, s.Key)
	}
	if s.Name != "" {
		header.Set(HeaderDocument, url.PathEscape(s.Name))
	}
	return send[Receipt](ctx, c, http.MethodPost, "/v1/documents", header, s.Body)
}

// Delete deletes a document.
func (c *Client) Delete(ctx context.Context, d Deletion) (Receipt, error) {
	path := "/v1/documents/" + url.PathEscape(string(d.Kind)) + "/" + url.PathEscape(d.ID)
	return call[Receipt](ctx, c, http.MethodDelete, path, query("sender", d.Sender), nil)
}

// RemoveCluster shuts and forgets a cluster; what scrim made there stays until
// Teardown.
func (c *Client) RemoveCluster(ctx context.Context, r Removal) (Receipt, error) {
	var q url.Values
	if r.Abandon {
		q = query("abandon", "true")
	}
	return call[Receipt](ctx, c, http.MethodDelete, "/v1/clusters/"+url.PathEscape(r.Cluster), q, nil)
}

// CheckCluster says whether scrim can do its work on a cluster.
func (c *Client) CheckCluster(ctx context.Context, id string) (Check, error) {
	return call[Check](ctx, c, http.MethodPost, "/v1/clusters/"+url.PathEscape(id)+"/check", nil, nil)
}

// Bypass says who reads governed data beneath the views of a cluster.
func (c *Client) Bypass(ctx context.Context, id string, r BypassRequest) (Bypass, error) {
	return call[Bypass](ctx, c, http.MethodPost, "/v1/clusters/"+url.PathEscape(id)+"/bypass", nil, r)
}

// Leaks says what a throw-away reader learns through views on a cluster.
func (c *Client) Leaks(ctx context.Context, id string, r LeaksRequest) (Leaks, error) {
	return call[Leaks](ctx, c, http.MethodPost, "/v1/clusters/"+url.PathEscape(id)+"/leaks", nil, r)
}

// BootstrapScripts returns what an administrator would run by hand.
func (c *Client) BootstrapScripts(ctx context.Context, id string) (Scripts, error) {
	return call[Scripts](ctx, c, http.MethodGet, "/v1/clusters/"+url.PathEscape(id)+"/bootstrap", nil, nil)
}

// Bootstrap makes what scrim needs on a cluster.
func (c *Client) Bootstrap(ctx context.Context, id string, r BootstrapRequest) (Applied, error) {
	return call[Applied](ctx, c, http.MethodPost, "/v1/clusters/"+url.PathEscape(id)+"/bootstrap", nil, r)
}

// Teardown removes everything that scrim made on a cluster.
func (c *Client) Teardown(ctx context.Context, id string, r TeardownRequest) (Applied, error) {
	return call[Applied](ctx, c, http.MethodPost, "/v1/clusters/"+url.PathEscape(id)+"/teardown", nil, r)
}

// Resync compares warehouses whole with the documents.
func (c *Client) Resync(ctx context.Context, r ResyncRequest) (Resync, error) {
	return call[Resync](ctx, c, http.MethodPost, "/v1/resync", nil, r)
}

// Policies lists every policy and how it stands.
func (c *Client) Policies(ctx context.Context) (Policies, error) {
	return call[Policies](ctx, c, http.MethodGet, "/v1/policies", nil, nil)
}

// Status says how far everything has come.
func (c *Client) Status(ctx context.Context, q StatusQuery) (Status, error) {
	return call[Status](ctx, c, http.MethodGet, "/v1/status", query("cluster", q.Cluster, "phase", string(q.Phase)), nil)
}

// Plan says what is to be done on a cluster.
func (c *Client) Plan(ctx context.Context, cluster string) (Plan, error) {
	return call[Plan](ctx, c, http.MethodGet, "/v1/plan", query("cluster", cluster), nil)
}

// PlanCounted is Plan, with the rows counted that somebody sees more or fewer.
func (c *Client) PlanCounted(ctx context.Context, cluster string) (Plan, error) {
	return call[Plan](ctx, c, http.MethodGet, "/v1/plan", query("cluster", cluster, "count", "true"), nil)
}

// Apply approves a plan by its hash.
func (c *Client) Apply(ctx context.Context, r ApplyRequest) (Applied, error) {
	return call[Applied](ctx, c, http.MethodPost, "/v1/apply", nil, r)
}

// Explain says what a user sees of a source and why. A row is sent in the
// body: addresses are written to logs.
func (c *Client) Explain(ctx context.Context, q ExplainQuery) (Explanation, error) {
	if q.Row != nil {
		return call[Explanation](ctx, c, http.MethodPost, "/v1/explain", nil, q)
	}
	return call[Explanation](ctx, c, http.MethodGet, "/v1/explain", query("user", q.User, "source", q.Source, "cluster", q.Cluster), nil)
}

// Events reads the journal.
func (c *Client) Events(ctx context.Context, p Page) (Entries, error) {
	return call[Entries](ctx, c, http.MethodGet, "/v1/events", p.query(), nil)
}

// Event reads one entry of the journal with its event.
func (c *Client) Event(ctx context.Context, revision uint64) (Entry, error) {
	return call[Entry](ctx, c, http.MethodGet, "/v1/events/"+strconv.FormatUint(revision, 10), nil, nil)
}

// Replay takes an event of the journal through scrim again.
func (c *Client) Replay(ctx context.Context, revision uint64) (Receipt, error) {
	return call[Receipt](ctx, c, http.MethodPost, "/v1/events/"+strconv.FormatUint(revision, 10)+"/replay", nil, nil)
}

// Rejected reads what could never be read.
func (c *Client) Rejected(ctx context.Context, p Page) (Rejections, error) {
	return call[Rejections](ctx, c, http.MethodGet, "/v1/rejected", p.query(), nil)
}

// Wait returns when the revision has come as far as asked on every cluster,
// or when the time is over: then Reached is false and the error nil.
func (c *Client) Wait(ctx context.Context, q WaitQuery) (Wait, error) {
	values := query("revision", strconv.FormatUint(q.Revision, 10), "for", string(q.For))
	if q.Timeout > 0 {
		values.Set("timeout", q.Timeout.String())
	}
	status, body, err := c.do(ctx, http.MethodGet, "/v1/wait", values, nil, nil)
	if err != nil {
		return Wait{}, err
	}
	var w Wait
	if status == http.StatusGatewayTimeout && json.Unmarshal(body, &w) == nil && w.For != "" {
		return w, nil
	}
	return decode[Wait](status, body)
}

// Review confirms columns of a source as they now are.
func (c *Client) Review(ctx context.Context, source string, r ReviewRequest) (Receipt, error) {
	return call[Receipt](ctx, c, http.MethodPost, "/v1/sources/"+url.PathEscape(source)+"/review", nil, r)
}

// State returns every document as accepted.
func (c *Client) State(ctx context.Context) (State, error) {
	return call[State](ctx, c, http.MethodGet, "/v1/state", nil, nil)
}

// Connectors lists the accounts of data tools.
func (c *Client) Connectors(ctx context.Context) (Connectors, error) {
	return call[Connectors](ctx, c, http.MethodGet, "/v1/connectors", nil, nil)
}

// PlanConnector says what is to be done for a connector's account.
func (c *Client) PlanConnector(ctx context.Context, id string, r ConnectorRequest) (ConnectorPlan, error) {
	return call[ConnectorPlan](ctx, c, http.MethodPost, "/v1/connectors/"+url.PathEscape(id)+"/plan", nil, r)
}

// ApplyConnector does it.
func (c *Client) ApplyConnector(ctx context.Context, id string, r ConnectorRequest) (ConnectorApplied, error) {
	return call[ConnectorApplied](ctx, c, http.MethodPost, "/v1/connectors/"+url.PathEscape(id)+"/apply", nil, r)
}

// RemoveConnector deletes a connector's document and takes away what scrim
// made for it.
func (c *Client) RemoveConnector(ctx context.Context, id string, r ConnectorRequest) (ConnectorApplied, error) {
	return call[ConnectorApplied](ctx, c, http.MethodPost, "/v1/connectors/"+url.PathEscape(id)+"/remove", nil, r)
}

// ExplainConnector says of everything that a connector's account has why.
func (c *Client) ExplainConnector(ctx context.Context, id string, r ConnectorRequest) (ConnectorExplanation, error) {
	return call[ConnectorExplanation](ctx, c, http.MethodPost, "/v1/connectors/"+url.PathEscape(id)+"/explain", nil, r)
}

// Ready is nil when the server can do its work.
func (c *Client) Ready(ctx context.Context) error {
	_, err := call[Health](ctx, c, http.MethodGet, "/readyz", nil, nil)
	return err
}

func (p Page) query() url.Values {
	values := url.Values{}
	if p.After > 0 {
		values.Set("after", strconv.FormatUint(p.After, 10))
	}
	if p.Limit > 0 {
		values.Set("limit", strconv.Itoa(p.Limit))
	}
	return values
}

// query pairs names and values, leaving out what is empty.
func query(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	return values
}

// call sends ask as JSON, when there is one, and reads the answer.
func call[T any](ctx context.Context, c *Client, method, path string, values url.Values, ask any) (T, error) {
	var body []byte
	header := http.Header{}
	if ask != nil {
		var err error
		if body, err = json.Marshal(ask); err != nil {
			return *new(T), fmt.Errorf("writing the request: %w", err)
		}
		header.Set("Content-Type", "application/json")
	}
	status, answer, err := c.do(ctx, method, path, values, header, body)
	if err != nil {
		return *new(T), err
	}
	return decode[T](status, answer)
}

func send[T any](ctx context.Context, c *Client, method, path string, header http.Header, body []byte) (T, error) {
	status, answer, err := c.do(ctx, method, path, nil, header, body)
	if err != nil {
		return *new(T), err
	}
	return decode[T](status, answer)
}

func (c *Client) do(ctx context.Context, method, path string, values url.Values, header http.Header, body []byte) (int, []byte, error) {
	target := c.base + path
	if len(values) > 0 {
		target += "?" + values.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	if err != nil {
		return 0, nil, fmt.Errorf("building the request: %w", err)
	}
	for name, value := range header {
		request.Header[name] = value
	}
	request.Header.Set("Accept", "application/json")
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return 0, nil, fmt.Errorf("asking the server: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	read, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return 0, nil, fmt.Errorf("reading the answer: %w", err)
	}
	if len(read) > maxAnswer {
		return 0, nil, errors.New("the server's answer is too large")
	}
	return answer.StatusCode, read, nil
}

func decode[T any](status int, body []byte) (T, error) {
	var out T
	if status < 200 || status > 299 {
		var p Problem
		if json.Unmarshal(body, &p) != nil || p.Error.Message == "" {
			// Not scrim, or a proxy before it: its status is all there is to say.
			p.Error.Message = fmt.Sprintf("the server answered %d %s", status, http.StatusText(status))
		}
		return out, &Error{Status: status, Problem: p.Error}
	}
	if err := json.Unmarshal(body, &out); err != nil {
		return out, fmt.Errorf("reading the answer: %w", err)
	}
	return out, nil
}

// until is how long a request may take on the server for a wait.
func (q WaitQuery) until() time.Duration {
	switch {
	case q.Timeout <= 0:
		return DefaultWait
	case q.Timeout > MaxWait:
		return MaxWait
	default:
		return q.Timeout
	}
}

// Bounded is the query with every default filled in.
func (q WaitQuery) Bounded() WaitQuery {
	q.Timeout = q.until()
	if q.For == "" {
		q.For = Current
	}
	return q
}
