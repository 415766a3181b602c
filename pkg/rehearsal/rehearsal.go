// Package rehearsal is the tests of a file as a warehouse plays them: the
// statements that make, beside what is in force, a table with the file's rows
// and the views that scrim makes over it, and the queries of what each reader
// sees.
//
// It promises that a view is what packages compile and render make for that
// warehouse, and a reader's facts what package profile makes; that no statement
// names a relation which the same play did not make first; and that salts are
// those of package policytest, never a warehouse's own. It runs nothing: the
// play is to be taken back whole. What was seen is judged by package policytest.
package rehearsal

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/oracle"
	"scrim/pkg/plan"
	"scrim/pkg/policytest"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/shelf"
	"scrim/pkg/view"
)

// Play is what a warehouse does for a file of tests, in one transaction that is
// taken back.
type Play struct {
	Setup  []plan.SQL
	Table  Question // the table as the warehouse keeps it
	Scenes []Scene  // one for each test, in order
}

// Scene is one test.
type Scene struct {
	Name  string
	Setup []plan.SQL
	Facts Question // the facts that the views find of the reader
	Known int      // how many there must be
	Sees  Question // what the reader sees
}

// Question is a query and what its columns are called. The first column of one
// about the table says which row it is, from 0, and has no name here.
type Question struct {
	Text    string
	Columns []string
}

// Stand is where a play is played.
type Stand struct {
	Cluster catalog.Cluster // as it is registered
	Prefix  string          // of the names of everything that is made
	Reader  string          // who CURRENT_USER is: every test is read by this one account, with other facts
}

// Write writes the play of a trial. What the documents do not let a warehouse
// show at all is an issue.
func Write(t policytest.Trial, on Stand) (Play, issue.List, error) {
	d, err := render.For(on.Cluster)
	if err != nil {
		return Play{}, nil, err
	}
	now, given := t.Now()
	pinned := time.Time{}
	if given {
		pinned = now
	}
	p := &playwright{trial: t, on: on, dialect: render.Aside(d, on.Prefix, pinned), now: now, lookups: map[string]catalog.Table{}}
	p.cluster = p.described()
	out, err := p.write()
	if err != nil {
		return Play{}, nil, fmt.Errorf("writing what %s is to do: %w", on.Cluster.ID, err)
	}
	return out, p.issues, nil
}

// playwright writes one play.
type playwright struct {
	trial   policytest.Trial
	on      Stand
	dialect render.Dialect
	cluster catalog.Cluster // what documents say of it, as what it is
	now     time.Time
	issues  issue.List

	base    catalog.Table
	lookups map[string]catalog.Table // by source
	column  string                   // which says of a row which it is

	usual  []shelf.Compiled // of the documents without any test's own
	shown  view.Admission   // of the view that stands
	stands view.View
	views  int // that were made
}

// described is the cluster as the documents describe it, every database of
// theirs governed: what it is, and how its views are fenced, is as registered.
func (p *playwright) described() catalog.Cluster {
	c, is := p.trial.Cluster(), p.on.Cluster
	c.Kind, c.Enforcement, c.ViewDatabase, c.Prefix = is.Kind, is.Mode(), is.ViewDatabase, is.Prefix
	c.Databases = []string{p.trial.Source().Table.Database}
	for _, s := range shelf.Of(p.trial.Documents(0)).Sources {
		if c.Serves(s) && !slices.Contains(c.Databases, s.Table.Database) {
			c.Databases = append(c.Databases, s.Table.Database)
		}
	}
	return c
}

func (p *playwright) write() (Play, error) {
	var out Play
	var err error
	if out.Setup, err = render.ReadByViews(p.dialect, p.on.Cluster); err != nil {
		return out, err
	}
	table := p.trial.Table()
	p.column = free("scrim_row", table.Columns)
	numbered := table
	numbered.Columns = append([]catalog.Observed{{Name: p.column, Type: catalog.Type{Kind: catalog.Integer}}}, table.Columns...)
	numbered.Rows = nil
	for i, row := range table.Rows {
		numbered.Rows = append(numbered.Rows, append(oracle.Row{oracle.Integer(i)}, row...))
	}
	p.base = render.Own(p.dialect, p.on.Cluster, "table")
	made, err := p.fill(p.base, numbered)
	if err != nil {
		return out, err
	}
	out.Setup = append(out.Setup, made...)
	if out.Table, err = p.look(p.base, names(table.Columns), len(table.Rows)); err != nil {
		return out, err
	}
	for i := range p.trial.Tests() {
		scene, err := p.scene(i)
		if err != nil {
			return out, err
		}
		out.Scenes = append(out.Scenes, scene)
	}
	return out, nil
}

// free is a name that none of the columns has.
func free(name string, columns []catalog.Observed) string {
	for slices.ContainsFunc(columns, func(o catalog.Observed) bool { return strings.EqualFold(o.Name, name) }) {
		name += "_"
	}
	return name
}

func names(columns []catalog.Observed) []string {
	out := make([]string, len(columns))
	for i, o := range columns {
		out[i] = o.Name
	}
	return out
}

// look asks for the rows of a relation and which they are; one more than there
// may be, so that a row too many is seen.
func (p *playwright) look(at catalog.Table, columns []string, rows int) (Question, error) {
	text, err := render.Look(p.dialect, p.on.Cluster, at, append([]string{p.column}, columns...), rows+1)
	return Question{text, columns}, err
}

// fill makes a table with its rows.
func (p *playwright) fill(at catalog.Table, t policytest.Table) ([]plan.SQL, error) {
	p.known(t)
	table, err := render.Table(p.dialect, p.on.Cluster, at, t.Columns)
	if err != nil {
		return nil, err
	}
	rows, err := render.Rows(p.dialect, p.on.Cluster, at, t.Columns, printed(t.Rows))
	return append([]plan.SQL{table}, rows...), err
}

// known refuses types that are not the warehouse's own: what checks the values of
// one that somebody made are functions of theirs, which would run as scrim's own
// account.
func (p *playwright) known(t policytest.Table) {
	for _, o := range t.Columns {
		if !own(o.Type) {
			p.issues.Add(shelf.PlaceOf(catalog.Source{ID: t.Source}).In("columns."+o.Name), "not-rehearsed", "write the type that it is made of, such as text",
				"no table with a column of type %s is made: it is none of the warehouse's own, and functions of whoever made it would run as scrim's account", o.Type)
		}
	}
}

// printed is rows as a warehouse prints them, truth values apart: Redshift
// makes none of text.
func printed(rows []oracle.Row) [][]any {
	out := [][]any{}
	for _, row := range rows {
		line := make([]any, len(row))
		for i, v := range row {
			switch v := v.(type) {
			case nil:
			case oracle.Bool:
				line[i] = bool(v)
			default:
				line[i] = v.String()
			}
		}
		out = append(out, line)
	}
	return out
}

// fillLookups makes the tables that a view looks something up in and that are
// not there yet.
func (p *playwright) fillLookups(v view.View) ([]plan.SQL, error) {
	var out []plan.SQL
	for _, source := range v.Lookups() {
		if _, there := p.lookups[source]; there {
			continue
		}
		tables := p.trial.Lookups()
		i := slices.IndexFunc(tables, func(t policytest.Table) bool { return t.Source == source })
		if i < 0 {
			return nil, fmt.Errorf("looking for the table of source %s: there is none", source)
		}
		at := render.Own(p.dialect, p.on.Cluster, fmt.Sprintf("lookup_%d", i+1))
		made, err := p.fill(at, tables[i])
		if err != nil {
			return nil, err
		}
		p.lookups[source] = at
		out = append(out, made...)
	}
	return out, nil
}

// scene is one test: its view where it is another than the one that stands, and
// its reader's facts.
func (p *playwright) scene(i int) (Scene, error) {
	test := p.trial.Tests()[i]
	out := Scene{Name: test.Name}
	documents := shelf.Of(p.trial.Documents(i))
	var said issue.List
	all := p.compiled(test, documents)
	at := slices.IndexFunc(all, func(c shelf.Compiled) bool { return c.Source.ID == p.trial.Source().ID })
	if at < 0 {
		p.issues.Add(issue.Place{Input: "source " + p.trial.Source().ID}, "not-rehearsed", "enable the source, or leave --on out", "the source has no view, so there is nothing that a warehouse could show")
		return out, nil
	}
	p.report(all[at].Issues)
	var err error
	if out.Setup, err = p.stage(all[at].View); err != nil {
		return out, err
	}
	facts := documents.Facts(p.cluster, shelf.Compared(all), p.now, &said)[test.User]
	if err := p.admit(&out, p.facts(facts)); err != nil {
		return out, err
	}
	seen := slices.DeleteFunc(viewNames(p.stands), func(name string) bool { return name == p.column })
	out.Sees, err = p.look(catalog.Table{Database: p.on.Cluster.ViewDatabase, Schema: p.stands.Name.Schema, Name: p.stands.Name.Name}, seen, len(p.trial.Table().Rows))
	return out, err
}

// admit gives the account that reads these facts and no others, and asks for
// what the views find of them.
func (p *playwright) admit(s *Scene, facts []profile.Row) error {
	give, err := render.Data(p.dialect, p.on.Cluster, plan.WriteFacts{Wipe: []string{p.on.Reader}, Insert: facts})
	if err != nil {
		return err
	}
	s.Setup, s.Known = append(s.Setup, give...), len(facts)
	s.Facts.Columns = []string{"kind", "name", "value"}
	s.Facts.Text, err = render.Look(p.dialect, p.on.Cluster, render.Own(p.dialect, p.on.Cluster, "user_profile"), s.Facts.Columns, len(facts)+1)
	return err
}

// compiled is the views of one test's documents.
func (p *playwright) compiled(t policytest.Test, documents shelf.Shelf) []shelf.Compiled {
	var said issue.List // each view has its own
	others := func(d event.Document) bool {
		return d.Kind == event.KindPolicy || d.Kind == event.KindProject || d.Kind == event.KindSource
	}
	if slices.ContainsFunc(t.With, others) {
		return documents.Compile(p.cluster, p.now, &said)
	}
	if p.usual == nil {
		p.usual = documents.Compile(p.cluster, p.now, &said)
	}
	return p.usual
}

// report adds what was said of the view, once.
func (p *playwright) report(found issue.List) {
	for _, i := range found {
		if i.Severity == issue.Error && !slices.ContainsFunc(p.issues, func(known issue.Issue) bool { return known.Place == i.Place && known.Message == i.Message }) {
			i.Severity = issue.Warning // the view shows less by it, and tests say whether that is meant
			p.issues = append(p.issues, i)
		}
	}
}

func viewNames(v view.View) []string {
	out := make([]string, len(v.Columns))
	for i, c := range v.Columns {
		out[i] = c.Name
	}
	return out
}

// placed is a view over the tables of the play, with a column more, which says
// of a row which it is.
func (p *playwright) placed(v view.View) view.View {
	v = v.Over(p.base, p.lookups)
	number := view.Column{Name: p.column, Type: catalog.Type{Kind: catalog.Integer}, Choices: []view.Choice{{When: view.Always{}, Show: view.Raw{}}}}
	v.Columns = append([]view.Column{number}, v.Columns...)
	return v
}

// facts are those that hold at the moment of the tests, of the account that
// reads. None ends before the tests do: which of them have ended is for that
// moment to say, and not for the warehouse's clock.
func (p *playwright) facts(rows []profile.Row) []profile.Row {
	var out []profile.Row
	for _, r := range rows {
		if r.ValidUntil.After(p.now) {
			r.UserID, r.ValidUntil = p.on.Reader, profile.Forever
			out = append(out, r)
		}
	}
	return out
}

// stage makes a view the one that stands, and admits it alone.
func (p *playwright) stage(v view.View) ([]plan.SQL, error) {
	out, err := p.fillLookups(v)
	if err != nil {
		return nil, err
	}
	v = p.placed(v)
	v.Name = catalog.ViewName{}
	admission := v.Admission()
	if admission == p.shown {
		return nil, nil
	}
	p.views++
	own := render.Own(p.dialect, p.on.Cluster, fmt.Sprintf("view_%d", p.views))
	v.Name = catalog.ViewName{Schema: own.Schema, Name: own.Name}
	p.shown, p.stands = admission, v
	text, err := render.View(p.dialect, v, render.Options{Cluster: p.on.Cluster, Barrier: p.on.Cluster.Mode() == catalog.Fenced, Replace: true})
	if err != nil {
		return nil, err
	}
	data, err := render.Data(p.dialect, p.on.Cluster, plan.PutSecrets{Names: v.Salts()}, plan.SetGates{Gates: []plan.Gate{{Source: v.Source, Admit: []view.Admission{v.Admission()}}}})
	if err != nil {
		return nil, err
	}
	out = append(append(out, data...), plan.SQL{Text: text, Rows: plan.AnyRows})
	count, err := p.count(v)
	return append(out, count...), err
}

// count counts what the view asks to be counted, to be believed for ever.
func (p *playwright) count(v view.View) ([]plan.SQL, error) {
	var out []plan.SQL
	for i, common := range v.Countings() {
		attempt := fmt.Sprintf("%d.%d", p.views, i+1)
		count, err := render.Count(p.dialect, p.on.Cluster, render.Tally{Source: v.Source, Attempt: attempt, Base: p.base, Common: common, Most: render.MaxCombinations})
		if err != nil {
			return nil, err
		}
		believe, err := render.Data(p.dialect, p.on.Cluster, plan.PutCounting{Source: v.Source, Counted: plan.Counted{Counting: common.Counting, Attempt: attempt, At: p.now, ValidUntil: profile.Forever}})
		if err != nil {
			return nil, err
		}
		out = append(append(out, count), believe...)
	}
	return out, nil
}
