package server

import (
	"context"

	"scrim/pkg/server/api"
)

// Seeker asks a warehouse whether rows of registered sources have values, and
// tells nothing else of them.
type Seeker interface {
	Seek(ctx context.Context, cluster string, r api.SeekRequest) (api.Sought, error)
}

func (s *Server) seekRoutes() []route {
	c := s.options.Control
	return []route{
		{method: "POST", path: "/v1/clusters/:id/seek", body: documentBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.SeekRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if len(ask.Sources) == 0 {
				return nil, mistake("missing-field", `send {"sources": [{"source": …, "values": [{"column": …, "type": "text", "is": …}]}]}`, "nothing is asked")
			}
			return c.Seeker.Seek(ctx, r.param("id"), ask)
		}},
	}
}
