package control

import (
	"scrim/pkg/exposure"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
)

// exposureOf is what readers see otherwise, as the admin API shows it.
func exposureOf(e reconcile.Exposed) api.Exposure {
	return api.Exposure{Facts: whole(e.Facts), Views: whole(e.Views), Waiting: e.Waiting, Unknown: e.Unknown}
}

// whole is a delta whose lists are there, also when nothing was compared.
func whole(d exposure.Delta) exposure.Delta {
	if d.Changes == nil {
		return exposure.Delta{Crowds: [][]string{}, Changes: []exposure.Change{}, Definitions: []exposure.Definition{}}
	}
	return d
}
