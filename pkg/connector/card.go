package connector

import (
	"fmt"

	"scrim/pkg/catalog"
)

// Card is what a person types into a tool. It holds no secret: of a password
// and a key it says where they are.
type Card struct {
	Connector string `json:"connector"`
	Recipe    Recipe `json:"recipe"`

	// On Redshift and PostgreSQL.
	Host     string `json:"host,omitempty"`
	Port     int    `json:"port,omitempty"`
	Database string `json:"database,omitempty"`
	User     string `json:"user,omitempty"`
	Password string `json:"password,omitempty"` // where it is, in words
	TLS      string `json:"tls,omitempty"`      // a libpq sslmode

	// On BigQuery.
	Project  string `json:"project,omitempty"`
	Location string `json:"location,omitempty"`
	Account  string `json:"account,omitempty"`
	Key      string `json:"key,omitempty"` // where its file is, in words

	AllowFrom []string `json:"allow_from,omitempty"` // networks to open in the security group, for the port
	Notes     []string `json:"notes,omitempty"`      // sentences for whoever types
}

// CardOf is the card of a connector. The cluster is the one that the connector
// names; on BigQuery it is not asked.
func CardOf(c Connector, on catalog.Cluster) Card {
	c = c.Complete(On(on))
	card := Card{Connector: c.ID, Recipe: c.Recipe, AllowFrom: c.AllowFrom}
	if c.Recipe == SegmentBigQuery {
		card.Project, card.Location = c.Project, c.Location
		card.Account = ServiceAccount{Project: c.Project, ID: c.Account}.Email()
		card.Key = "scrim connector apply " + c.ID + " --key-file FILE makes one, which is kept nowhere else"
		card.Notes = append(card.Notes, "where the tool can use workload identity federation, take that, and make no key")
		if c.Location == "" {
			card.Location = "not in the document: that of the datasets that are read"
		}
		return card
	}
	card.Host, card.Port, card.Database, card.User = on.Host, on.Port, c.Workspace, c.User
	card.Password, card.TLS = c.whereabouts(), on.Transport()
	card.Notes = c.notes(on)
	return card
}

// whereabouts says where the password is.
func (c Connector) whereabouts() string {
	switch {
	case c.IAM:
		return "none: AWS gives temporary ones for this user"
	case c.Password != "":
		return fmt.Sprintf("in %s, where scrim serve runs", c.Password)
	}
	return "shown once, by the scrim connector apply that makes the user; one that was there before keeps its own"
}

func (c Connector) notes(on catalog.Cluster) []string {
	var out []string
	switch c.Recipe {
	case SegmentDataGraph:
		out = append(out, fmt.Sprintf("Profiles Sync writes the schema %s", c.Profiles))
	case GovernedViews:
		out = append(out, fmt.Sprintf("the columns of its views are in %s_system.columns, for tools that can be given a query", on.SystemPrefix()))
	case SegmentEntities, SegmentLinked, SegmentBigQuery, WhalyBI, ReadOnly, ReadWrite:
	}
	if on.Loops() {
		out = append(out, "this address is the machine's own: a tool elsewhere needs another")
	}
	return out
}
