package shelf

import (
	"cmp"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/profile"
)

// cast is the documents about people.
type cast struct {
	users        []directory.User
	sessions     map[string]directory.Session // by user
	acknowledged map[string][]directory.Acknowledgement
	accesses     map[string][]directory.Access
	purposes     map[string]directory.Purpose
}

func castOf(documents []event.Document) cast {
	out := cast{sessions: map[string]directory.Session{}, acknowledged: map[string][]directory.Acknowledgement{}, accesses: map[string][]directory.Access{}, purposes: map[string]directory.Purpose{}}
	for _, d := range documents {
		switch n := d.Noun.(type) {
		case event.User:
			out.users = append(out.users, n.User)
		case event.Session:
			out.sessions[n.User] = n.Session
		case event.Acknowledgement:
			out.acknowledged[n.User] = append(out.acknowledged[n.User], n.Acknowledgement)
		case event.Access:
			out.accesses[n.User] = append(out.accesses[n.User], n.Access)
		case event.Purpose:
			out.purposes[n.ID] = n.Purpose
		}
	}
	slices.SortFunc(out.users, func(a, b directory.User) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Facts are everybody's facts on a cluster, by user, where attributes are
// compared with columns of these types. Two users with one name there have none,
// as in a warehouse.
func (s Shelf) Facts(c catalog.Cluster, compared map[string][]catalog.Type, now time.Time, issues *issue.List) map[string][]profile.Row {
	out, projects, named := map[string][]profile.Row{}, map[string]directory.Project{}, map[string]int{}
	for _, p := range s.Projects {
		projects[p.ID] = p
	}
	for _, u := range s.users {
		named[c.Username(u.ID, u.Usernames)]++
	}
	for _, u := range s.users {
		out[u.ID] = nil
		username := c.Username(u.ID, u.Usernames)
		if named[username] > 1 && username != "" {
			issues.Warn(issue.Place{Input: "user " + u.ID}, "username-claimed-twice", "give each their own name", "another user is called %q on cluster %s too, so neither sees anything there", username, c.ID)
			continue
		}
		rows, found := profile.Of(profile.Subject{
			User: u, Username: username, Session: s.sessions[u.ID], Projects: projects, Purposes: s.purposes,
			Acknowledged: s.acknowledged[u.ID], Accesses: s.accesses[u.ID], Compared: compared,
		}, now)
		*issues = append(*issues, found...)
		out[u.ID] = rows
	}
	return out
}
