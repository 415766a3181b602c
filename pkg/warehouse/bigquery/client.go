// Package bigquery makes, looks at and removes what an account of a data tool
// needs in a Google project: service accounts, custom roles, datasets, and
// roles on a project, a dataset or a table.
//
// It promises that what another writer gave is never lost: a policy is read,
// changed by one member and written back under its etag, with every field that
// it came with, known here or not; that every call ends, each attempt by its
// own deadline; and that a key is made only by SaveKey, into a new file, and is
// in no error, no log and no plan. It decides nothing: package connector does.
package bigquery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	bq "google.golang.org/api/bigquery/v2"
	crm "google.golang.org/api/cloudresourcemanager/v3"
	"google.golang.org/api/iam/v1"
	"google.golang.org/api/option"
	transport "google.golang.org/api/transport/http"
)

// Options is how Google is reached. The zero value is Google, with
// application-default credentials.
type Options struct {
	Endpoint string       // in place of Google's: "http://127.0.0.1:9050"
	Key      []byte       // a service account's key, as its JSON file; empty: application-default credentials
	HTTP     *http.Client // one that adds credentials itself, in place of both

	Deadline time.Duration // of one attempt; 0 is 30 s
	Settle   time.Duration // how long a new account may be unknown to others; 0 is 2 min

	Now  func() time.Time
	Wait func(context.Context, time.Duration) error // between attempts; nil waits
}

// Client is one identity at Google.
type Client struct {
	Options
	http     *http.Client
	email    string // whose key it has; empty without one
	data     *bq.Service
	accounts *iam.Service
	projects *crm.Service
}

// New finds the credentials. It asks Google nothing.
func New(ctx context.Context, o Options) (*Client, error) {
	if o.Deadline == 0 {
		o.Deadline = 30 * time.Second
	}
	if o.Settle == 0 {
		o.Settle = 2 * time.Minute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	email, err := o.keyed()
	if err != nil {
		return nil, err
	}
	c := &Client{Options: o, http: o.HTTP, email: email}
	if c.http == nil {
		if c.http, _, err = transport.NewClient(ctx, o.credentials()...); err != nil {
			return nil, fmt.Errorf("finding credentials for Google: %w", err)
		}
	}
	if c.data, err = bq.NewService(ctx, o.at(c.http, "/bigquery/v2/")...); err != nil {
		return nil, fmt.Errorf("setting up BigQuery: %w", err)
	}
	if c.accounts, err = iam.NewService(ctx, o.at(c.http, "/")...); err != nil {
		return nil, fmt.Errorf("setting up IAM: %w", err)
	}
	if c.projects, err = crm.NewService(ctx, o.at(c.http, "/")...); err != nil {
		return nil, fmt.Errorf("setting up Resource Manager: %w", err)
	}
	return c, nil
}

// keyed is whose key the options have. A key says itself where a token for it
// is to be had: it is believed only where that is Google.
func (o Options) keyed() (string, error) {
	if len(o.Key) == 0 {
		return "", nil
	}
	var file struct {
		Type  string `json:"type"`
		Email string `json:"client_email"`
		At    string `json:"token_uri"`
	}
	if json.Unmarshal(o.Key, &file) != nil || file.Type != "service_account" || file.Email == "" { // the error would show a piece of it
		return "", errors.New("the key is not the JSON file of a service account's key")
	}
	atGoogle := file.At == "https://oauth2.googleapis.com/token" || file.At == "https://accounts.google.com/o/oauth2/token"
	if !atGoogle && (o.Endpoint == "" || file.At != strings.TrimSuffix(o.Endpoint, "/")+"/token") {
		return "", errors.New("the key says that its tokens come from elsewhere than Google (token_uri)")
	}
	return file.Email, nil
}

func (o Options) credentials() []option.ClientOption {
	out := []option.ClientOption{option.WithScopes(bq.CloudPlatformScope), option.WithTelemetryDisabled()}
	if len(o.Key) > 0 {
		out = append(out, option.WithAuthCredentialsJSON(option.ServiceAccount, o.Key))
	}
	return out
}

// at is where one of the services listens.
func (o Options) at(client *http.Client, path string) []option.ClientOption {
	out := []option.ClientOption{option.WithHTTPClient(client)}
	if o.Endpoint != "" {
		out = append(out, option.WithEndpoint(strings.TrimSuffix(o.Endpoint, "/")+path))
	}
	return out
}

// Close gives its connections back.
func (c *Client) Close() { c.http.CloseIdleConnections() }
