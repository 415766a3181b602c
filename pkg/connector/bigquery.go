package connector

import (
	"fmt"
	"slices"
	"strings"
)

// Predefined roles of BigQuery.
const (
	roleUser           = "roles/bigquery.user"
	roleJobUser        = "roles/bigquery.jobUser"
	roleMetadataViewer = "roles/bigquery.metadataViewer"
	roleDataViewer     = "roles/bigquery.dataViewer"
)

// bigQuery is a service account that runs queries, sees names, reads what it
// was given and keeps its books.
func (w *wants) bigQuery() {
	account := ServiceAccount{Project: w.Project, ID: w.Account, DisplayName: w.DisplayName, Description: w.Description}
	w.add(account, "the tool shows BigQuery that it is this",
		Hazard{HazardRawTables, "it reads tables as they are: no mask, no row filter and no purpose stands before them, and scrim makes no views on BigQuery yet"})
	q := queries{w, "serviceAccount:" + account.Email()}
	if w.Exact {
		q.exactly()
	} else {
		q.predefined()
	}
	q.books()
	for i, e := range w.Reads {
		q.read(i, e)
	}
}

// queries binds roles of one account.
type queries struct {
	*wants
	member string
}

func (q queries) bind(role, dataset, table, why string, hazards ...Hazard) {
	q.add(Binding{Role: role, Project: q.Project, Dataset: dataset, Table: table, Member: q.member}, why, hazards...)
}

// custom is a role of the project with exact permissions.
func (q queries) custom(purpose, why string, permissions ...string) string {
	id := strings.Map(word, q.Account) + "_" + purpose
	slices.Sort(permissions)
	q.add(CustomRole{Project: q.Project, ID: id, Permissions: permissions}, why)
	return "projects/" + q.Project + "/roles/" + id
}

// predefined binds the roles that the guide names. Where the dataset of the
// books is made beforehand, the tool needs not be allowed to make any.
func (q queries) predefined() {
	names := Hazard{HazardWholeProject, "on the project it shows the names of every dataset, table and column there is and will be, and no rows"}
	if q.Beforehand {
		q.bind(roleJobUser, "", "", "the tool runs queries")
	} else {
		q.bind(roleUser, "", "", "the tool runs queries, and makes the dataset "+q.Books,
			Hazard{HazardWholeProject, "it may make datasets of any name, and then owns them; with beforehand: true scrim makes the one that is needed"})
		q.bind(roleJobUser, "", "", "the guide asks for it", Hazard{HazardRedundant, roleUser + " gives all of it"})
	}
	q.bind(roleMetadataViewer, "", "", "the tool lists datasets, tables and columns", names)
}

// exactly binds the permissions that the guide lists, and no role of Google's.
func (q queries) exactly() {
	permissions := []string{"bigquery.jobs.create"}
	why, hazards := "the tool runs queries", []Hazard(nil)
	if !q.Beforehand {
		permissions = append(permissions, "bigquery.datasets.create")
		why += ", and makes the dataset " + q.Books
		hazards = append(hazards, Hazard{HazardWholeProject, "it may make datasets of any name, and then owns them; with beforehand: true scrim makes the one that is needed"})
	}
	q.bind(q.custom("jobs", why, permissions...), "", "", why, hazards...)
}

// books is the dataset that is made beforehand, with what the guide lists for
// it: tables.get too, since a table that may not be looked at cannot be
// updated.
func (q queries) books() {
	hazards := q.location()
	if !q.Beforehand {
		if len(hazards) > 0 {
			q.out[0].Hazards = append(q.out[0].Hazards, hazards...)
		}
		return
	}
	q.add(Dataset{Project: q.Project, Name: q.Books, Location: q.Location}, "the tool keeps its books there", hazards...)
	why := "the tool makes its tables in " + q.Books + " and writes them"
	role := q.custom("books", why, "bigquery.datasets.get", "bigquery.tables.create", "bigquery.tables.get", "bigquery.tables.getData", "bigquery.tables.update", "bigquery.tables.updateData")
	q.bind(role, q.Books, "", why)
}

// location compares where the books are with where the data is.
func (q queries) location() []Hazard {
	var elsewhere []string
	for _, e := range q.Reads {
		if at := q.g.Locations[e.Dataset]; at != "" && !strings.EqualFold(at, q.Location) {
			elsewhere = append(elsewhere, fmt.Sprintf("%s (%s)", e.Dataset, at))
		}
	}
	switch {
	case len(elsewhere) > 0 && q.Location == "":
		return []Hazard{{HazardLocation, "no location is given, so BigQuery chooses US for the books, and one query cannot read books and data in different places: " + strings.Join(sorted(elsewhere), ", ")}}
	case len(elsewhere) > 0:
		return []Hazard{{HazardLocation, "one query cannot read books and data in different places: the books are in " + q.Location + ", elsewhere are " + strings.Join(sorted(elsewhere), ", ")}}
	case q.Location == "":
		return []Hazard{{HazardLocation, "no location is given, so BigQuery chooses US for the books; they must be where the data is"}}
	}
	return nil
}

// read lets the account read an extent. Names of tables are listed on their
// dataset, which only exact permissions must be told.
func (q queries) read(i int, e Extent) {
	why := "the document lets it read " + e.String()
	switch {
	case e.Everything:
		q.reader("", nil, why, Hazard{HazardWholeProject, "on the project it reads every table of every dataset there is and will be"})
	case e.Dataset == "":
		q.bad(fmt.Sprintf("reads[%d].dataset", i), "missing-field", "or everything: true, for the whole project", "what is read is a dataset, tables of it, or everything")
	case len(e.Tables) == 0:
		q.reader(e.Dataset, nil, why, wide(e))
	default:
		q.reader(e.Dataset, e.Tables, why, chosenOnly(e))
	}
}

// reader binds what reads a dataset, or tables of it, or the project.
func (q queries) reader(dataset string, tables []string, why string, hazards ...Hazard) {
	role := roleDataViewer
	if q.Exact {
		list := q.custom("list", "the tool lists tables", "bigquery.datasets.get", "bigquery.tables.list")
		q.bind(list, dataset, "", why+": the names of its tables")
		role = q.custom("read", "the tool reads tables", "bigquery.tables.get", "bigquery.tables.getData")
	}
	if len(tables) == 0 {
		q.bind(role, dataset, "", why, hazards...)
	}
	for _, t := range tables {
		q.bind(role, dataset, t, why, hazards...)
	}
}
