package bigquery

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"google.golang.org/api/iam/v1"

	"scrim/pkg/connector"
)

// Key is a key of a service account as it may be shown: without what makes it one.
type Key struct {
	ID    string    `json:"id"`
	Since time.Time `json:"since"`
}

// Keys lists the keys that people made, and not those that Google keeps.
func (c *Client) Keys(ctx context.Context, a connector.ServiceAccount) ([]Key, error) {
	var out []Key
	err := c.ask(ctx, func(ctx context.Context) error {
		list, err := c.accounts.Projects.ServiceAccounts.Keys.List(nameOf(a)).KeyTypes("USER_MANAGED").Context(ctx).Do()
		if err != nil {
			return err
		}
		out = nil
		for _, k := range list.Keys {
			since, err := time.Parse(time.RFC3339, k.ValidAfterTime)
			if err != nil {
				return fmt.Errorf("a key's date: %w", err)
			}
			out = append(out, Key{ID: idOf(k), Since: since})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing the keys of %s: %w", a.Email(), err)
	}
	return out, nil
}

func idOf(k *iam.ServiceAccountKey) string { return k.Name[strings.LastIndex(k.Name, "/")+1:] }

// Key makes a key, and gives what its file has to say: the one copy there is.
// A caller that cannot keep it says so with DropKey.
func (c *Client) Key(ctx context.Context, a connector.ServiceAccount) ([]byte, error) {
	var made *iam.ServiceAccountKey
	// Once: were the answer to a first attempt lost, a second one would leave a key behind that nobody has.
	err := c.once(ctx, func(ctx context.Context) error {
		var err error
		made, err = c.accounts.Projects.ServiceAccounts.Keys.Create(nameOf(a), &iam.CreateServiceAccountKeyRequest{
			KeyAlgorithm: "KEY_ALG_RSA_2048", PrivateKeyType: "TYPE_GOOGLE_CREDENTIALS_FILE",
		}).Context(ctx).Do()
		return err
	})
	if err != nil && passing(err) {
		return nil, fmt.Errorf("making a key of %s: it may have been made all the same, so list its keys and delete one that nobody has: %w", a.Email(), err)
	}
	if err != nil {
		return nil, fmt.Errorf("making a key of %s: %w", a.Email(), err)
	}
	file, err := base64.StdEncoding.DecodeString(made.PrivateKeyData)
	if err != nil { // the error itself would show a piece of it
		return nil, errors.Join(fmt.Errorf("the key %s of %s did not come as base64", idOf(made), a.Email()), c.DropKey(ctx, a, idOf(made)))
	}
	return file, nil
}

// DropKey deletes a key.
func (c *Client) DropKey(ctx context.Context, a connector.ServiceAccount, id string) error {
	return c.gone(context.WithoutCancel(ctx), func(ctx context.Context) error {
		_, err := c.accounts.Projects.ServiceAccounts.Keys.Delete(nameOf(a) + "/keys/" + id).Context(ctx).Do()
		return err
	})
}
