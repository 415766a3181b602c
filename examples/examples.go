// Package examples holds documents, policies and a configuration to begin
// from. They are what the documentation shows and what scrim-dev's demo runs,
// and a test keeps them readable; nothing in the product imports them.
package examples

import "embed"

// Files are the examples by their paths: "documents/cluster.yaml".
//
//go:embed documents policies tests scrim.yaml
var Files embed.FS
