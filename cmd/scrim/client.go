package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/secret"
	"scrim/pkg/server/api"
)

// client is the admin API of the server that the flags name.
func (a *app) client() (*api.Client, error) {
	token, err := secret.Resolve(catalog.Reference(a.token), a.env)
	if err != nil {
		return nil, hint(fmt.Errorf("finding the admin token: %w", err), "put it where --token says, by default into the variable SCRIM_TOKEN")
	}
	c, err := api.NewClient(a.server, token, nil)
	if err != nil {
		return nil, hint(err, "give --server or SCRIM_SERVER")
	}
	return c, nil
}

// ask calls the server and explains why it did not answer.
func ask[T any](ctx context.Context, a *app, call func(context.Context, *api.Client) (T, error)) (T, error) {
	var none T
	c, err := a.client()
	if err != nil {
		return none, err
	}
	patience, cancel := context.WithTimeout(ctx, startUp)
	defer cancel()
	for {
		answer, err := call(ctx, c)
		switch {
		case err == nil:
			return answer, nil
		case !errors.Is(err, syscall.ECONNREFUSED) || !pause(patience, startUp/20):
			return none, a.explainRefusal(err)
		}
	}
}

// startUp is how long a server that was started just now may take until it
// listens.
const startUp = 2 * time.Second

// pause waits; false means that ctx ended.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

func (a *app) explainRefusal(err error) error {
	var dial *net.OpError
	switch {
	case errors.As(err, &dial) && dial.Op == "dial":
		return hint(fmt.Errorf("no scrim answers at %s: %w", a.server, dial.Err), "start it with scrim serve, or say where it is: --server or SCRIM_SERVER")
	case errors.Is(err, api.ErrUnauthorized):
		return hint(err, "the server's configuration says where its token is (admin.token); --token says where this one is (%s)", a.token)
	case errors.Is(err, api.ErrUnavailable):
		return hint(err, "the same command may succeed later; scrim status says how the server is")
	case errors.Is(err, api.ErrNotFound):
		return hint(err, "%s", whatThereIs(err.Error()))
	case errors.Is(err, api.ErrTooLarge):
		return hint(err, "send fewer documents at once")
	default:
		return err
	}
}

// administrator is the flags that name an administrator's account.
type administrator struct {
	ref      string
	unproven bool
}

func (d *administrator) flags(cmd *cobra.Command, when string) {
	cmd.Flags().StringVar(&d.ref, "as", "", when+"where USER:PASSWORD of an administrator is: env:NAME or file:/path")
	cmd.Flags().BoolVar(&d.unproven, "unproven", false, "with --as: the account may go to a warehouse that does not prove its name by a certificate")
}

// whatThereIs says where to look for the names of what was not found.
func whatThereIs(text string) string {
	switch {
	case strings.Contains(text, `cluster "`) && !strings.Contains(text, `source "`):
		return "scrim cluster list says which clusters there are"
	case strings.Contains(text, `user "`):
		return "users are named by the id of their document, not by what they are called on a cluster; scrim status --all lists them"
	default:
		return "scrim status --all lists the documents, each by its kind and id"
	}
}

// account reads the login that a reference names, "USER:PASSWORD", for one
// request; none for no reference.
func (a *app) account(of administrator) (*api.Account, error) {
	if of.ref == "" {
		return nil, nil
	}
	text, err := secret.Resolve(catalog.Reference(of.ref), a.env)
	if err != nil {
		return nil, hint(fmt.Errorf("finding the account: %w", err), "let --as name a variable or a file that holds USER:PASSWORD")
	}
	user, password, ok := strings.Cut(text, ":")
	if !ok || user == "" {
		return nil, hint(errors.New("what --as names is no account"), "it holds USER:PASSWORD; nothing follows the colon where the warehouse asks for no password")
	}
	return &api.Account{User: user, Password: password, Unproven: of.unproven}, nil
}

// onlyCluster is the cluster named, or the one that there is.
func (a *app) onlyCluster(ctx context.Context, c *api.Client, named string) (string, error) {
	if named != "" {
		return named, nil
	}
	known, err := c.Clusters(ctx)
	if err != nil {
		return "", err
	}
	switch len(known.Clusters) {
	case 0:
		return "", hint(errors.New("no cluster is registered"), "scrim cluster add FILE registers one")
	case 1:
		return known.Clusters[0].Cluster.ID, nil
	}
	ids := make([]string, len(known.Clusters))
	for i, one := range known.Clusters {
		ids[i] = one.Cluster.ID
	}
	return "", hint(fmt.Errorf("there are %d clusters", len(ids)), "say which with --cluster: %s", strings.Join(ids, ", "))
}
