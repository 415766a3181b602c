package bigquery_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"scrim/integration/bigqueryd"
	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/warehouse/bigquery"
)

func account() connector.ServiceAccount {
	return connector.ServiceAccount{Project: project, ID: "segment-connector", DisplayName: "Segment", Description: "reads"}
}

// times gives an answer so often, and then lets requests through.
func times(n int, when func(*http.Request) bool, a bigqueryd.Answer) func(*http.Request) *bigqueryd.Answer {
	return func(r *http.Request) *bigqueryd.Answer {
		if n == 0 || !when(r) {
			return nil
		}
		n--
		return &a
	}
}

func always(*http.Request) bool { return true }

// TestThrottled: what Google does not answer for now is asked again, not
// sooner than it wants, and not for ever; what it refuses is not.
func TestThrottled(t *testing.T) {
	later := http.Header{"Retry-After": {"7"}}
	for _, one := range []struct {
		name    string
		answer  bigqueryd.Answer
		times   int
		works   bool
		waits   int
		atLeast time.Duration
	}{
		{"too many requests", bigqueryd.Answer{Status: 429, Reason: "rateLimitExceeded", Header: later}, 3, true, 3, 7 * time.Second},
		{"unavailable", bigqueryd.Answer{Status: 503, Reason: "backendError"}, 2, true, 2, 0},
		{"quota as BigQuery says it", bigqueryd.Answer{Status: 403, Reason: "rateLimitExceeded", Message: "Exceeded rate limits"}, 2, true, 2, 0},
		{"trouble", bigqueryd.Answer{Status: 500, Reason: "internalError"}, 1, true, 1, 0},
		{"for ever", bigqueryd.Answer{Status: 503, Reason: "backendError"}, 1000, false, 5, 0},
		{"a day", bigqueryd.Answer{Status: 429, Header: http.Header{"Retry-After": {"86400"}}}, 1, true, 1, 30 * time.Second},
		{"refused", bigqueryd.Answer{Status: 403, Reason: "accessDenied", Message: "Access Denied"}, 1, false, 0, 0},
		{"a mistake", bigqueryd.Answer{Status: 400, Reason: "invalid", Message: "no"}, 1, false, 0, 0},
	} {
		g := google(t)
		g.Account("segment-connector")
		c, w := client(t, g, provisioner)
		g.OnRequest = times(one.times, always, one.answer)
		err := c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: connector.Binding{Project: project, Role: "roles/bigquery.jobUser", Member: tool}})
		if (err == nil) != one.works || len(w.all) != one.waits {
			t.Errorf("%s: %v after waiting %v", one.name, err, w.all)
		}
		for _, d := range w.all {
			if d < one.atLeast || d > 30*time.Second {
				t.Errorf("%s: it waited %s", one.name, d)
			}
		}
	}
}

// TestDeadline: a server that does not answer is left, and it is said how long it had.
func TestDeadline(t *testing.T) {
	g := google(t)
	silent := make(chan struct{})
	t.Cleanup(func() { close(silent) })
	g.OnRequest = func(r *http.Request) *bigqueryd.Answer {
		select {
		case <-r.Context().Done():
		case <-silent:
		}
		return &bigqueryd.Answer{Status: 500}
	}
	c, err := bigquery.New(t.Context(), bigquery.Options{
		Endpoint: g.URL(), HTTP: &http.Client{Transport: bearer(g.Token(provisioner))}, Deadline: 30 * time.Millisecond,
		Wait: func(context.Context, time.Duration) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, err = c.Observe(t.Context(), wants(t, segment(nil)), nil)
	if err == nil || !strings.Contains(err.Error(), "no answer within 30ms") {
		t.Errorf("it says %v", err)
	}
	stopped, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("the server stops"))
	if _, err := c.Observe(stopped, wants(t, segment(nil)), nil); err == nil {
		t.Error("it went on after it was stopped")
	}
}

// TestLostAnswers: whichever answer is lost, the step is done once, and it is
// told from somebody else's doing.
func TestLostAnswers(t *testing.T) {
	doc := segment(func(c *connector.Connector) { c.Exact = true })
	want := wants(t, doc)
	whole := google(t)
	c, _ := client(t, whole, provisioner)
	carryOut(t, c, plan(t, c, want, nil), nil)
	for n := range 40 {
		g := google(t)
		asked := 0
		g.OnRequest = func(*http.Request) *bigqueryd.Answer {
			asked++
			if asked != n {
				return nil
			}
			return &bigqueryd.Answer{Status: 503, Reason: "backendError", After: true}
		}
		c, _ := client(t, g, provisioner)
		held := carryOut(t, c, plan(t, c, want, nil), nil)
		if asked < n {
			break
		}
		same(t, "with a lost answer it is not the same", whole.Dump(), g.Dump())
		if again := plan(t, c, want, held); !again.Empty() {
			t.Errorf("planning again gives %+v", again)
		}
	}
	g := google(t)
	g.Account("segment-connector")
	c, _ = client(t, g, provisioner)
	if err := c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: account()}); !errors.Is(err, connector.ErrTaken) {
		t.Errorf("an account that somebody else made: %v", err)
	}
}

// TestUnborn: a new account is unknown for some time, to reads and to
// policies; that is waited for, and not for ever.
func TestUnborn(t *testing.T) {
	g := google(t)
	g.Unborn = 5
	c, w := client(t, g, provisioner)
	want := wants(t, segment(func(c *connector.Connector) { c.Exact, c.Reads[0].Tables = true, []string{"orders"} }))
	held := carryOut(t, c, plan(t, c, want, nil), nil)
	if len(w.all) < 15 || !plan(t, c, want, held).Empty() {
		t.Errorf("it waited %v", w.all)
	}
	if err := c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: connector.ServiceAccount{Project: project, ID: "second-one"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Key(t.Context(), connector.ServiceAccount{Project: project, ID: "second-one"}); err != nil {
		t.Errorf("an account that was made is not there for the next step: %v", err)
	}
	g = google(t)
	g.Coy = true
	c, w = client(t, g, provisioner)
	if p := plan(t, c, want, nil); len(p.Steps) != len(want) {
		t.Errorf("an account that IAM says must not be seen is not there: %+v", p)
	}
	err := c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: connector.Binding{Project: project, Dataset: "sales", Role: "roles/bigquery.dataViewer", Member: tool}})
	if err == nil || !strings.Contains(err.Error(), "does not exist") || len(w.all) < 5 {
		t.Errorf("an account that never comes: %v after waiting %v", err, w.all)
	}
}

// TestObserved: what an account has besides, what is left of an earlier one,
// and what is wrong with its keys are told apart from what is wanted.
func TestObserved(t *testing.T) {
	g := google(t)
	c, _ := client(t, g, provisioner)
	doc := segment(nil)
	want := wants(t, doc)
	held := carryOut(t, c, plan(t, c, want, nil), nil)
	g.Bind("", "", "roles/bigquery.admin", tool)
	g.Bind("sales", "", "roles/bigquery.dataOwner", tool)
	g.Put("", map[string]any{"role": "roles/viewer", "members": []any{tool}, "condition": map[string]any{"title": "weekdays", "expression": "true"}})
	g.Put("sales", map[string]any{"role": "OWNER", "iamMember": "deleted:" + tool + "?uid=123"})
	for range 2 {
		if _, err := c.Key(t.Context(), account()); err != nil {
			t.Fatal(err)
		}
	}
	g.Age("segment-connector@"+project+".iam.gserviceaccount.com", 100*24*time.Hour)
	p := plan(t, c, want, held)
	if !p.Empty() || len(p.Foreign) != 2 {
		t.Fatalf("the plan is %+v", p)
	}
	codes := map[string]int{}
	for _, h := range p.Hazards {
		codes[h.Code]++
	}
	for code, n := range map[string]int{"conditional-grant": 1, "deleted-member": 1, "several-keys": 1, "old-key": 2} {
		if codes[code] != n {
			t.Errorf("%s is said %d times: %v", code, codes[code], p.Hazards)
		}
	}
	have, err := c.Observe(t.Context(), want, held)
	if err != nil {
		t.Fatal(err)
	}
	p = connector.Diff(want, have, held, connector.Options{Authoritative: true})
	carryOut(t, c, p, held)
	if g.Has("", "", "roles/bigquery.admin", tool) || g.Has("sales", "", "roles/bigquery.dataOwner", tool) || !strings.Contains(g.Dump(), "weekdays") {
		t.Error("an authoritative plan takes what others gave, and leaves what has a condition")
	}
}

// TestMended: what is not as it should be is mended where scrim made it.
func TestMended(t *testing.T) {
	g := google(t)
	c, _ := client(t, g, provisioner)
	doc := segment(func(c *connector.Connector) { c.Exact = true })
	held := carryOut(t, c, plan(t, c, wants(t, doc), nil), nil)
	good := g.Dump()
	g.Role("segment_connector_read", "bigquery.tables.get", "bigquery.tables.updateData")
	doc.DisplayName, doc.Location = "Twilio Segment", "US"
	p := plan(t, c, wants(t, doc), held)
	var mends int
	for _, s := range p.Steps {
		if s.Do == connector.Mend {
			mends++
		}
	}
	if mends != 3 {
		t.Fatalf("the plan is %+v", p.Steps)
	}
	held = carryOut(t, c, p, held)
	if again := plan(t, c, wants(t, doc), held); len(again.Steps) != 1 {
		t.Errorf("after the dataset was made anew, the role on it is given again: %+v", again.Steps)
	} else {
		held = carryOut(t, c, again, held)
	}
	doc.DisplayName, doc.Location = "", "EU"
	held = carryOut(t, c, plan(t, c, wants(t, doc), held), held)
	carryOut(t, c, plan(t, c, wants(t, doc), held), held)
	same(t, "after mending back and forth it is not the same", good, g.Dump())
}

// TestUnseen: what may not be looked at is said, nothing is made on a guess,
// and what scrim made is not taken for gone.
func TestUnseen(t *testing.T) {
	g := google(t)
	c, _ := client(t, g, provisioner)
	want := wants(t, segment(nil))
	held := carryOut(t, c, plan(t, c, want, nil), nil)
	stranger, _ := client(t, g, "user:stranger@example.com")
	for _, one := range []struct {
		want []connector.Wanted
		held []connector.Thing
	}{{want, held}, {want, nil}, {nil, held}} {
		have, err := stranger.Observe(t.Context(), one.want, one.held)
		if err != nil {
			t.Fatal(err)
		}
		for _, thing := range one.held {
			if have.There[thing.Key()] == connector.Missing {
				t.Errorf("to a stranger %s is gone", thing.Key())
			}
		}
		p := connector.Diff(one.want, have, one.held, connector.Options{})
		if len(p.Steps) > 0 || len(p.Unseen) == 0 || one.held == nil && len(p.Waiting) != len(want) || one.want == nil && len(p.Left) != len(want) {
			t.Errorf("a stranger plans %+v", p)
		}
	}
	// Without bigquery.datasets.getIamPolicy a dataset comes without its list of access: that is not an empty list.
	g.Role("provisioner", "bigquery.datasets.get", "resourcemanager.projects.getIamPolicy", "iam.serviceAccounts.get", "iam.serviceAccounts.list", "iam.roles.get")
	p := plan(t, c, want, nil)
	if len(p.Steps) > 0 || len(p.Waiting) == 0 || !strings.Contains(strings.Join(p.Unseen, "\n"), "getIamPolicy") {
		t.Errorf("without the list of access: %+v", p)
	}
	g.Role("provisioner", "bigquery.datasets.get", "bigquery.datasets.update", "bigquery.datasets.setIamPolicy")
	before := g.Dump()
	for _, do := range []connector.Do{connector.Make, connector.Remove} {
		if err := c.Apply(t.Context(), connector.Step{Do: do, Thing: connector.Binding{Project: project, Dataset: "sales", Role: "roles/bigquery.dataEditor", Member: tool}}); err == nil {
			t.Error("a list of access that was not shown was written")
		}
	}
	same(t, "what was not shown was changed", before, g.Dump())
}

// TestMissing: what is not there yet is waited for.
func TestMissing(t *testing.T) {
	g := google(t)
	c, _ := client(t, g, provisioner)
	p := plan(t, c, wants(t, segment(func(c *connector.Connector) {
		c.Reads = []connector.Extent{{Dataset: "tomorrow"}, {Dataset: "sales", Tables: []string{"nothing"}}}
	})), nil)
	var lacking []string
	for _, w := range p.Waiting {
		lacking = append(lacking, w.For)
	}
	got := strings.Join(lacking, "; ")
	if got != "there is no dataset scrim-test.tomorrow; there is no table scrim-test.sales.nothing" {
		t.Errorf("it waits for %s", got)
	}
}

// TestSurvey: data that is kept elsewhere than the books is said before
// anything is made; what is not there, or must not be seen, is no error.
func TestSurvey(t *testing.T) {
	g := google(t)
	g.Dataset("america", "US", "visits")
	doc := segment(func(c *connector.Connector) {
		c.Reads = []connector.Extent{{Dataset: "sales"}, {Dataset: "america"}, {Dataset: "tomorrow"}}
	})
	on := connector.Ground{Kind: catalog.BigQuery}
	for who, said := range map[string]string{provisioner: "america (US)", "user:stranger@example.com": ""} {
		c, _ := client(t, g, who)
		ground, err := c.Survey(t.Context(), on, connector.Needs(doc, on))
		if err != nil {
			t.Fatal(err)
		}
		want, issues := connector.Want(doc, ground)
		if issues.HasErrors() {
			t.Fatal(issues)
		}
		var got string
		for _, w := range want {
			for _, h := range w.Hazards {
				if h.Code == connector.HazardLocation {
					got = h.Message
				}
			}
		}
		if (got == "") != (said == "") || !strings.HasSuffix(got, said) {
			t.Errorf("%s is told %q of where the data is", who, got)
		}
	}
}

// TestKey: a key logs in, is listed by its id, and is in no error.
func TestKey(t *testing.T) {
	g := google(t)
	c, _ := client(t, g, provisioner)
	if err := c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: account()}); err != nil {
		t.Fatal(err)
	}
	key, err := c.Key(t.Context(), account())
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		ID      string `json:"private_key_id"`
		Private string `json:"private_key"`
	}
	if err := json.Unmarshal(key, &file); err != nil || file.Private == "" {
		t.Fatalf("the key is no key: %v", err)
	}
	keys, err := c.Keys(t.Context(), account())
	if err != nil || len(keys) != 1 || keys[0].ID != file.ID || time.Since(keys[0].Since) > time.Minute {
		t.Errorf("listed as %+v: %v", keys, err)
	}
	as, err := bigquery.New(t.Context(), bigquery.Options{Endpoint: g.URL(), Key: key, Wait: (&waits{}).wait})
	if err != nil {
		t.Fatal(err)
	}
	defer as.Close()
	if err := c.DropKey(t.Context(), account(), file.ID); err != nil {
		t.Fatal(err)
	}
	_, err = as.Observe(t.Context(), wants(t, segment(nil)), nil)
	if err != nil && strings.Contains(err.Error(), file.Private[40:60]) {
		t.Error("the key is in an error")
	}
	for _, bad := range []string{
		`{"type":"service_account","private_key":"SECRET"`, `{"type":"authorized_user","client_email":"SECRET"}`,
		`{"type":"service_account","client_email":"a@b","private_key":"SECRET","token_uri":"http://169.254.169.254/SECRET"}`,
		strings.Replace(string(key), g.URL()+"/token", "https://example.com/token", 1),
	} {
		if _, err := bigquery.New(t.Context(), bigquery.Options{Endpoint: g.URL(), Key: []byte(bad)}); err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("a bad key: %v", err)
		}
	}
	other := segment(func(c *connector.Connector) { c.Account = "another-one" })
	if report, err := c.Try(t.Context(), other, as); err != nil || len(report.Results) != 1 || report.Results[0].Status != trial.NotProven || !strings.Contains(report.Results[0].Said, "segment-connector@") {
		t.Errorf("with the key of another account: %+v, %v", report, err)
	}
	// A lost answer leaves a key behind: another attempt would make two.
	g.OnRequest = times(1, func(r *http.Request) bool {
		return strings.HasSuffix(r.URL.Path, "/keys") && r.Method == http.MethodPost
	}, bigqueryd.Answer{Status: 503, After: true})
	if _, err = c.Key(t.Context(), account()); err == nil || !strings.Contains(err.Error(), "may have been made all the same") {
		t.Errorf("a lost answer: %v", err)
	}
	if keys, err := c.Keys(t.Context(), account()); err != nil || len(keys) != 1 {
		t.Errorf("there are %+v: %v", keys, err)
	}
}

// TestPages: what comes in many pages is seen whole.
func TestPages(t *testing.T) {
	g := google(t)
	g.PageSize = 1
	c, _ := client(t, g, provisioner)
	doc := segment(nil)
	carryOut(t, c, plan(t, c, wants(t, doc), nil), nil)
	as, _ := client(t, g, tool)
	tryOut(t, c, as, doc)
}

// TestNotProven: what there is nothing to try on, or ends in another way than
// by a permission, is not proven.
func TestNotProven(t *testing.T) {
	g := google(t)
	g.Dataset("empty", "EU")
	g.Untable("salaries", "paid")
	c, _ := client(t, g, provisioner)
	doc := segment(func(c *connector.Connector) { c.Reads = []connector.Extent{{Dataset: "sales"}, {Dataset: "empty"}} })
	carryOut(t, c, plan(t, c, wants(t, doc), nil), nil)
	as, _ := client(t, g, tool)
	g.OnRequest = func(r *http.Request) *bigqueryd.Answer {
		if strings.HasSuffix(r.URL.Path, "/tables/customers/data") || strings.HasSuffix(r.URL.Path, ":testIamPermissions") && strings.Contains(r.URL.Path, "serviceAccounts") {
			return &bigqueryd.Answer{Status: 404, Reason: "notFound", Message: "Not found"}
		}
		return nil
	}
	report, err := c.Try(t.Context(), doc, as)
	if err != nil || report.Proven() {
		t.Fatalf("it is proven: %v", err)
	}
	var unproven []string
	for _, r := range report.Results {
		if r.Status == trial.NotProven {
			unproven = append(unproven, r.Tries)
		} else if r.Status != trial.Passed {
			t.Errorf("%s, %s, is %s: %s", r.Name, r.Tries, r.Status, r.Said)
		}
	}
	want := "read scrim-test.sales.customers; read a table of scrim-test.empty; read what the document does not name; make keys or tokens of segment-connector@scrim-test.iam.gserviceaccount.com"
	if got := strings.Join(unproven, "; "); got != want {
		t.Errorf("not proven: %s", got)
	}
}

// TestViews: a view cannot be read row by row, and who may is asked of Google.
func TestViews(t *testing.T) {
	g := google(t)
	g.View("sales", "orders")
	g.View("salaries", "paid")
	c, _ := client(t, g, provisioner)
	doc := segment(func(c *connector.Connector) { c.Reads[0].Tables = []string{"orders"} })
	carryOut(t, c, plan(t, c, wants(t, doc), nil), nil)
	as, _ := client(t, g, tool)
	tryOut(t, c, as, doc)
}
