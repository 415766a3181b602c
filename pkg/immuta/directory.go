package immuta

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"scrim/pkg/catalog"
)

// sourceDocument is a data source of scrim's as it is written.
type sourceDocument struct {
	Kind      string           `yaml:"kind"`
	ID        string           `yaml:"id"`
	Host      string           `yaml:"host"`
	Port      int              `yaml:"port,omitempty"`
	Table     tableDocument    `yaml:"table"`
	View      *viewDocument    `yaml:"view,omitempty"`
	Tags      []string         `yaml:"tags,omitempty"`
	Columns   []columnDocument `yaml:"columns"`
	EventTime string           `yaml:"event_time,omitempty"`
	Disabled  bool             `yaml:"disabled,omitempty"`
}

type tableDocument struct {
	Database string `yaml:"database"`
	Schema   string `yaml:"schema"`
	Name     string `yaml:"name"`
}

type viewDocument struct {
	Schema string `yaml:"schema,omitempty"`
	Name   string `yaml:"name,omitempty"`
}

type columnDocument struct {
	Name string   `yaml:"name"`
	Type string   `yaml:"type,omitempty"`
	Tags []string `yaml:"tags,omitempty"`
}

// userDocument is a user of scrim's as it is written.
type userDocument struct {
	Kind       string              `yaml:"kind"`
	ID         string              `yaml:"id"`
	Usernames  map[string]string   `yaml:"usernames,omitempty"`
	Groups     []groupDocument     `yaml:"groups,omitempty"`
	Attributes map[string][]string `yaml:"attributes,omitempty"`
	Disabled   bool                `yaml:"disabled,omitempty"`
}

type groupDocument struct {
	Issuer string `yaml:"issuer,omitempty"`
	Name   string `yaml:"name"`
}

// source translates a data source with its dictionary. The connection is in
// its metadata as it was registered, the tags and columns are beside it.
func (t *translator) source(o object) [][]byte {
	t.bad = false
	d := sourceDocument{Kind: "source", ID: o.text("name")}
	m := o.object("metadata")
	d.Host, d.Table = m.text("hostname"), tableDocument{m.text("database"), m.text("schema"), m.text("table")}
	d.Port = t.port(m)
	if d.ID == "" {
		d.ID = m.text("dataSourceName")
	}
	if v := (viewDocument{m.text("nativeSchemaName"), m.text("nativeViewName")}); v != (viewDocument{}) {
		d.View = &v
	}
	d.EventTime = o.text("eventTimeColumn")
	for _, missing := range []struct{ field, value string }{
		{"name", d.ID}, {"metadata.hostname", d.Host}, {"metadata.database", d.Table.Database}, {"metadata.schema", d.Table.Schema}, {"metadata.table", d.Table.Name},
	} {
		if missing.value == "" {
			o.in(missing.field).fail("immuta-missing", "add what the data source was registered with", "the data source does not say its %s", missing.field)
		}
	}
	d.Tags = o.tags()
	for _, c := range o.object("dictionary").items("metadata") {
		d.Columns = append(d.Columns, t.column(c))
	}
	if len(d.Columns) == 0 {
		o.in("dictionary").fail("immuta-missing", "add its dictionary: GET /dictionary/{id}", "the data source does not list its columns")
	}
	if d.EventTime != "" && !slices.ContainsFunc(d.Columns, func(c columnDocument) bool { return c.Name == d.EventTime }) {
		o.in("eventTimeColumn").fail("immuta-missing", "export the whole dictionary", "the dictionary does not have the event-time column")
	}
	d.Disabled = o.text("status") == "disabled" || o.flag("deleted")
	if policies := o.items("globalPolicies"); len(policies) > 0 {
		o.warn("immuta-by-policy", "", "which policies meet the source follows from their applies_to, and not from this list")
	}
	if t.bad {
		o.warn("immuta-left-out", "complete it, and import it again", "data source %q is left out", d.ID)
		return nil
	}
	return [][]byte{written(d)}
}

func (t *translator) port(m object) int {
	text := m.text("port")
	if text == "" {
		return t.options.Port
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		m.in("port").fail("immuta-wrong-type", "", "there should be a number")
	}
	return n
}

// column reads a column of a dictionary. The remote type is the warehouse's
// word; one that scrim does not know is left to the warehouse.
func (t *translator) column(c object) columnDocument {
	d := columnDocument{Name: c.text("remoteColumn"), Type: c.text("remoteType"), Tags: c.tags()}
	if d.Name == "" {
		d.Name = c.text("name")
	}
	if _, known := catalog.ParseType(d.Type); d.Type != "" && !known {
		c.in("remoteType").warn("immuta-column-type", "", "scrim has no type %q: the warehouse's own type decides", d.Type)
		d.Type = ""
	}
	return d
}

func (o object) tags() []string {
	var out []string
	for _, tag := range o.items("tags") {
		out = append(out, tag.text("name"))
	}
	return out
}

// user translates a user with groups and attributes.
func (t *translator) user(o object) [][]byte {
	t.bad = false
	d := userDocument{Kind: "user", ID: o.text("userid")}
	if d.ID == "" {
		o.in("userid").fail("immuta-missing", "export it with its userid", "the user has no userid")
	}
	for _, g := range o.items("groups") {
		d.Groups = append(d.Groups, groupDocument{Issuer: g.text("iamid"), Name: g.text("name")})
	}
	d.Attributes = o.attributes()
	d.Disabled = o.flag("disabled")
	if name, given := o.redshiftName(); given && t.options.Cluster != "" {
		d.Usernames = map[string]string{t.options.Cluster: name}
	} else if given {
		o.warn("immuta-username", "name the cluster: --cluster", "the user's name on Redshift is left out, since no cluster was named")
	}
	if t.bad {
		o.warn("immuta-left-out", "complete it, and import it again", "user %q is left out", d.ID)
		return nil
	}
	return [][]byte{written(d)}
}

// redshiftName is the name a user has on Redshift: set, none, or not said.
func (o object) redshiftName() (string, bool) {
	names := o.object("externalUserIds")
	_, said := names.fields["redshiftUser"]
	if !said {
		return "", false
	}
	return names.text("redshiftUser"), true
}

// attributes are Immuta's authorizations: {name: [values]}, or a list of
// {auth, value}.
func (o object) attributes() map[string][]string {
	out := map[string][]string{}
	if _, isList := o.fields["authorizations"].([]any); isList {
		for _, a := range o.items("authorizations") {
			name := a.text("auth")
			out[name] = append(out[name], a.text("value"))
		}
		return out
	}
	all := o.object("authorizations")
	for _, name := range slices.Sorted(maps.Keys(all.fields)) {
		values, ok := all.fields[name].([]any)
		if !ok {
			all.in(name).fail("immuta-wrong-type", "", "there should be a list of values")
		}
		for _, v := range values {
			out[name] = append(out[name], strings.TrimSpace(fmt.Sprint(v)))
		}
	}
	return out
}
