package bigquery

import (
	"context"
	"encoding/json"

	"scrim/pkg/connector"
)

// Policy is who may do what at a place, without its etag, for comparing.
func (c *Client) Policy(ctx context.Context, b connector.Binding) (string, error) {
	p, err := c.read(ctx, placeOf(b))
	if err != nil {
		return "", err
	}
	var shown any
	switch p := p.(type) {
	case rules:
		shown = p["bindings"]
	case access:
		shown = p["access"]
	}
	text, err := json.MarshalIndent(shown, "", " ")
	return string(text), err
}
