package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/secret"
	"scrim/webhooks"
)

// sending is what the flags of send say.
type sending struct {
	secret string
	as     string
	gone   bool
	synced bool
	print  bool
}

func (a *app) sendCommand() *cobra.Command {
	var s sending
	cmd := &cobra.Command{
		Use:   "send FILE...",
		Short: "Sign documents as a platform would, and post them to the webhook door",
		Long: `Sign documents as a platform would, and post them to the webhook door.

Each document becomes one CloudEvent, "scrim.KIND.updated"; those of one call
are accepted together or not at all, up to the size of one message. A document
without a version gets the time as its version. The same files with the same
versions are the same delivery: sending them again changes nothing. "-" reads
standard input.

With --delete each event is "scrim.KIND.deleted", one version greater than the
file says: so the file that brought a document takes it away. What brings it back
needs a version that is greater again.`,
		Example: `  scrim send policies/*.yaml --as governance
  scrim send user.yaml --as governance --delete
  scrim send --synced --as governance
  scrim send user.yaml --as governance --print`,
		GroupID: groupClient,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && !s.synced {
				return hint(errors.New("there is nothing to send"), "name files, or - for standard input, or --synced")
			}
			deliveries, err := a.deliveries(args, s)
			if err != nil {
				return err
			}
			if s.print {
				return a.printDeliveries(deliveries)
			}
			return a.postAll(cmd.Context(), deliveries, s)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.as, "as", a.environment("SCRIM_SOURCE", ""), "CloudEvents source in whose name to send, or SCRIM_SOURCE")
	flags.StringVar(&s.secret, "secret", "env:SCRIM_WEBHOOK_SECRET", `where the "whsec_…" secret is: env:NAME or file:/path`)
	flags.BoolVar(&s.gone, "delete", false, "say that the documents are no more")
	flags.BoolVar(&s.synced, "synced", false, "say at the end that everything has been sent: gates of new clusters wait for it")
	flags.BoolVar(&s.print, "print", false, "print the signed messages instead of posting them")
	return cmd
}

// delivery is one signed message.
type delivery struct {
	Header http.Header `json:"header"`
	Body   string      `json:"body"` // as text, since it is signed byte for byte
}

// syncedID begins the id of the event that says that everything has been sent.
const syncedID = "synced/"

// maxMessage keeps a message below what the door takes.
const maxMessage = webhooks.DefaultMaxBody * 9 / 10

// deliveries reads, checks, wraps and signs.
func (a *app) deliveries(names []string, s sending) ([]delivery, error) {
	if s.as == "" {
		return nil, hint(errors.New("it is not said in whose name to send"), "--as NAME, one of the sources that the server's configuration lists for the sender")
	}
	key, err := secret.Resolve(catalog.Reference(s.secret), a.env)
	if err != nil {
		return nil, hint(fmt.Errorf("finding the webhook secret: %w", err), "put it where --secret says, by default into the variable SCRIM_WEBHOOK_SECRET")
	}
	events, err := a.envelopes(names, s)
	if err != nil {
		return nil, err
	}
	var out []delivery
	for _, body := range batches(events) {
		sum := sha256.Sum256(body)
		header, err := webhooks.Sign(key, "send-"+hex.EncodeToString(sum[:16]), a.now(), body)
		if err != nil {
			return nil, hint(fmt.Errorf("signing: %w", err), "--secret names the secret: \"whsec_\" and base64, as the sender has it in the server's configuration")
		}
		header.Set("Content-Type", "application/cloudevents-batch+json")
		out = append(out, delivery{header, string(body)})
	}
	return out, nil
}

// envelopes are the documents as CloudEvents, each as JSON.
func (a *app) envelopes(names []string, s sending) ([][]byte, error) {
	files, err := a.readFiles(names)
	if err != nil {
		return nil, err
	}
	documents, warnings, err := decodeAll(files)
	if err != nil {
		return nil, err
	}
	a.printIssues(a.stderr, lookOf(a.stderr, a.env), warnings)
	var out [][]byte
	for _, d := range documents {
		if d.Version == 0 {
			if d, err = event.Versioned(d, uint64(a.now().UnixMilli())); err != nil {
				return nil, fmt.Errorf("giving %s %s a version: %w", d.Kind, d.ID, err)
			}
		}
		var body event.Body = event.Put{Document: d}
		if s.gone {
			if d.Version < math.MaxInt64 {
				d.Version++ // a deletion under the version that is in force would be a second content of it
			}
			body = event.Delete{Kind: d.Kind, ID: d.ID, Version: d.Version}
		}
		text, err := event.Encode(event.Event{ID: fmt.Sprintf("%s/%s/%d", d.Kind, d.ID, d.Version), Sender: s.as, Body: body})
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	if s.synced {
		text, err := event.Encode(event.Event{ID: syncedID + a.now().UTC().Format(time.RFC3339Nano), Sender: s.as, Body: event.Synced{}})
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}

// decodeAll reads every document. The mistakes of all files are one error; what
// is only worth a warning is in the list.
func decodeAll(files []file) ([]event.Document, issue.List, error) {
	var documents []event.Document
	var issues issue.List
	for _, f := range files {
		found, list := event.DecodeDocuments(f.text, f.name)
		documents, issues = append(documents, found...), append(issues, list...)
	}
	if err := issues.Err(); err != nil {
		return nil, nil, err
	}
	return documents, issues, nil
}

// batches puts events into as few messages as their sizes allow.
func batches(events [][]byte) [][]byte {
	var out [][]byte
	var batch [][]byte
	size := 0
	flush := func() {
		if len(batch) > 0 {
			out = append(out, slices.Concat([]byte("["), bytes.Join(batch, []byte(",")), []byte("]")))
		}
		batch, size = nil, 0
	}
	for _, e := range events {
		if size+len(e) > maxMessage {
			flush()
		}
		batch = append(batch, e)
		size += len(e) + 1
	}
	flush()
	return out
}

func (a *app) printDeliveries(deliveries []delivery) error {
	if a.json {
		return a.printJSON(deliveries)
	}
	for i, d := range deliveries {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		for _, name := range slices.Sorted(maps.Keys(d.Header)) {
			fmt.Fprintf(a.stdout, "%s: %s\n", strings.ToLower(name), d.Header.Get(name))
		}
		fmt.Fprintf(a.stdout, "\n%s\n", d.Body)
	}
	return nil
}

// postAll posts one message after the other and stops at the first that is
// refused: what follows may depend on it.
func (a *app) postAll(ctx context.Context, deliveries []delivery, s sending) error {
	var answers []webhooks.Answer
	var refused error
	for _, d := range deliveries {
		answer, err := a.post(ctx, d, s)
		if answer != nil {
			answers = append(answers, *answer)
		}
		if err != nil {
			refused = err
			break
		}
	}
	if a.json {
		if err := a.printJSON(answers); err != nil {
			return err
		}
	} else {
		a.showAnswers(answers)
	}
	if refused == nil && conflicting(answers) {
		return errDiffers
	}
	return refused
}

func conflicting(answers []webhooks.Answer) bool {
	return slices.ContainsFunc(answers, func(one webhooks.Answer) bool {
		return slices.ContainsFunc(one.Results, func(r webhooks.Result) bool { return r.Verdict == webhooks.Conflicting })
	})
}

func (a *app) post(ctx context.Context, d delivery, s sending) (*webhooks.Answer, error) {
	target, err := url.JoinPath(a.server, webhooks.Path)
	if err != nil {
		return nil, hint(fmt.Errorf("%q is no address: %w", a.server, err), "give --server or SCRIM_SERVER")
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, strings.NewReader(d.Body))
	if err != nil {
		return nil, fmt.Errorf("building the request: %w", err)
	}
	request.Header = d.Header
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, a.explainRefusal(fmt.Errorf("posting the events: %w", err))
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, webhooks.DefaultMaxBody))
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	var answer webhooks.Answer
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("the server answered %s, and not in scrim's words", response.Status)
	}
	if response.StatusCode == http.StatusUnauthorized {
		return &answer, hint(errors.New("the server does not know this signature"), "--secret names the secret (%s): it must be one that the server's configuration lists for the sender", s.secret)
	}
	return &answer, refusal(response, answer)
}

// refusal is what a person reads when nothing of a message was accepted.
func refusal(response *http.Response, answer webhooks.Answer) error {
	if response.StatusCode < http.StatusBadRequest {
		return nil
	}
	var issues issue.List
	message := response.Status
	if answer.Error != nil {
		issues, message = answer.Error.Issues, answer.Error.Message
	}
	for _, one := range answer.Results {
		issues = append(issues, one.Issues...)
	}
	if err := issues.Err(); err != nil {
		return fmt.Errorf("refused with %s: %w", response.Status, err)
	}
	err := fmt.Errorf("refused with %s: %s", response.Status, message)
	if after := response.Header.Get("Retry-After"); after != "" {
		return hint(err, "send it again in %s s", after)
	}
	return err
}

func (a *app) showAnswers(answers []webhooks.Answer) {
	var rows [][]string
	var warnings issue.List
	var revision uint64
	for _, answer := range answers {
		revision = max(revision, answer.Revision)
		warnings = append(warnings, answer.Issues...)
		for _, r := range answer.Results {
			kind, id := string(r.Kind), r.ID
			switch {
			case kind == "" && strings.HasPrefix(r.Event, syncedID):
				kind = "all sent"
			case kind == "":
				id = r.Event // it names no document that was looked at
			}
			rows = append(rows, []string{a.doorVerdict(r.Verdict), kind, id, version0(r.Version), version0(r.Revision)})
		}
	}
	a.printTable([]string{"verdict", "kind", "id", "version", "revision"}, rows)
	if len(warnings) > 0 {
		fmt.Fprintln(a.stdout)
		a.printIssues(a.stdout, a.look, warnings)
	}
	if conflicting(answers) {
		fmt.Fprintln(a.stdout, "\nconflicting: this version is known with other content, so that what depends on the\ndocument is closed until a greater version comes.")
	}
	if revision > 0 {
		fmt.Fprintf(a.stdout, "\nscrim wait %d returns when it is applied everywhere.\n", revision)
	}
}

func (a *app) doorVerdict(v webhooks.Verdict) string {
	switch v {
	case webhooks.Accepted:
		return a.look.good(string(v))
	case webhooks.Stale, webhooks.Repeated:
		return a.look.faint(string(v))
	default:
		return a.look.bad(string(v))
	}
}
