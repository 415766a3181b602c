package bigquery

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"google.golang.org/api/googleapi"

	"scrim/pkg/connector"
)

// place is where a role is given: a project, a dataset of it, or a table of that.
type place struct{ project, dataset, table string }

func placeOf(b connector.Binding) place { return place{b.Project, b.Dataset, b.Table} }

// String is the place as a person names it.
func (p place) String() string {
	switch {
	case p.table != "":
		return "table " + p.project + "." + p.dataset + "." + p.table
	case p.dataset != "":
		return "dataset " + p.project + "." + p.dataset
	}
	return "project " + p.project
}

// read gets the policy of a place, with conditions.
func (c *Client) read(ctx context.Context, at place) (policy, error) {
	var out policy
	err := c.ask(ctx, func(ctx context.Context) error {
		if at.dataset != "" && at.table == "" {
			got, err := c.request(ctx, http.MethodGet, c.url(at)+"?accessPolicyVersion=3", "", nil)
			out = access(got)
			return err
		}
		got, err := c.request(ctx, http.MethodPost, c.url(at)+":getIamPolicy", "", object{"options": object{"requestedPolicyVersion": 3}})
		out = rules(got)
		return err
	})
	if d, ok := out.(access); err == nil && ok && d["access"] == nil {
		// Not an empty list: writing one back would take everything from everybody.
		err = &googleapi.Error{Code: http.StatusForbidden, Message: "the list of access is not shown: bigquery.datasets.getIamPolicy is missing"}
	}
	if err != nil {
		return nil, fmt.Errorf("reading who may do what on %s: %w", at, err)
	}
	return out, nil
}

// write puts a policy in the place of the one that it was read as.
func (c *Client) write(ctx context.Context, at place, p policy) error {
	if p.etag() == "" {
		// Without one, Google would let this write replace whatever there is by then.
		return errors.New("the policy came without an etag, so it cannot be changed safely")
	}
	return c.ask(ctx, func(ctx context.Context) error {
		var err error
		switch p := p.(type) {
		case access:
			query := "?accessPolicyVersion=3&updateMode=UPDATE_ACL"
			_, err = c.request(ctx, http.MethodPatch, c.url(at)+query, p.etag(), object{"access": list(p["access"])})
		case rules:
			_, err = c.request(ctx, http.MethodPost, c.url(at)+":setIamPolicy", "", object{"policy": p})
		default:
			err = fmt.Errorf("a %T is no policy", p)
		}
		return err
	})
}

func (c *Client) url(at place) string {
	if at.dataset == "" {
		return c.projects.BasePath + "v3/projects/" + url.PathEscape(at.project)
	}
	out := c.data.BasePath + "projects/" + url.PathEscape(at.project) + "/datasets/" + url.PathEscape(at.dataset)
	if at.table != "" {
		out += "/tables/" + url.PathEscape(at.table)
	}
	return out
}

// change reads, edits and writes a policy until it is as it should be. A write
// that came too late is none: the policy is read again, and only our own
// member is put into it or taken out. An account or a role that is new may be
// unknown there for some time.
func (c *Client) change(ctx context.Context, b connector.Binding, edit func(policy) bool) error {
	at := placeOf(b)
	settled, cancel := context.WithTimeoutCause(ctx, c.Settle, errors.New("it did not come to rest in time"))
	defer cancel()
	late, young := pauses(pauseLate), pauses(pauseYoung)
	for n := 1; ; n++ {
		p, err := c.read(ctx, at)
		if err != nil {
			return err
		}
		if !edit(p) {
			return nil
		}
		err = c.write(ctx, at, p)
		pause := late
		switch {
		case err == nil:
			return nil
		case unborn(err, b):
			pause = young
		case !moved(err) || n == collisions:
			return fmt.Errorf("changing who may do what on %s: %w", at, err)
		}
		if stopped := c.Wait(settled, pause.NextBackOff()); stopped != nil {
			return fmt.Errorf("changing who may do what on %s: %w", at, errors.Join(err, stopped))
		}
	}
}
