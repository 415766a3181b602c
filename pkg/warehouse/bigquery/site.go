package bigquery

import (
	"context"

	"scrim/pkg/connector"
)

// Survey completes the ground of a recipe with where these datasets are kept.
// Of one that is not there, or that may not be looked at, nothing is said: the
// plan does that.
func (c *Client) Survey(ctx context.Context, on connector.Ground, needs []connector.Schema) (connector.Ground, error) {
	on.Locations = map[string]string{}
	for _, s := range needs {
		d, err := c.dataset(ctx, s.Database, s.Name)
		switch {
		case denied(err):
		case err != nil:
			return connector.Ground{}, err
		case d != nil:
			on.Locations[s.Name] = d.Location
		}
	}
	return on, nil
}

// Units is each step with what a person would type for it: gcloud, or BigQuery's SQL.
func (c *Client) Units(steps []connector.Step) ([]connector.Unit, error) {
	out := make([]connector.Unit, 0, len(steps))
	for _, s := range steps {
		text, err := Text(s)
		if err != nil {
			return nil, err
		}
		out = append(out, connector.Unit{Steps: []connector.Step{s}, Text: text})
	}
	return out, nil
}

// Run carries a unit out. There are no passwords here.
func (c *Client) Run(ctx context.Context, u connector.Unit, _ string) error {
	for _, s := range u.Steps {
		if err := c.Apply(ctx, s); err != nil {
			return err
		}
	}
	return nil
}
