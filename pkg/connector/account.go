package connector

import "fmt"

// account is the login that a tool uses.
func (w *wants) account(hazards ...Hazard) {
	why := "the tool logs in as it"
	if w.IAM {
		why += ", with temporary passwords from AWS"
	}
	w.add(Login{Name: w.User, IAM: w.IAM}, why, hazards...)
	w.add(Settings{Login: w.User, Connections: w.Connections}, "it has no power over databases and users, and a limit of connections")
}

// role is one of the tool's, and the login has it.
func (w *wants) role(name, why string) Principal {
	w.add(Role{Name: name}, why)
	w.add(Member{Role: name, Login: w.User}, "what the role may do, "+w.User+" may")
	return Principal{Kind: IsRole, Name: name}
}

// connect lets somebody into a database, where that is a privilege.
func (w *wants) connect(database string, to Principal) {
	if w.g.Kind.IsRedshift() {
		return
	}
	var hazards []Hazard
	if database != w.Workspace {
		hazards = append(hazards, anotherDatabase(database, w.Workspace))
	}
	w.grant(Connect, Object{Kind: OnDatabase, Database: database}, to, "it connects to "+database, hazards...)
}

// books lets the tool keep its books in the workspace: it makes the schema
// itself, unless another account did before.
func (w *wants) books(to Principal) {
	w.connect(w.Workspace, to)
	w.grant(Create, Object{Kind: OnDatabase, Database: w.Workspace}, to, fmt.Sprintf("the tool makes the schema %s there, in which it keeps its books", w.Books))
	if !w.UsedBefore {
		return
	}
	e := Extent{Database: w.Workspace, Schema: w.Books, Creators: w.owners(w.Workspace, w.Books)}
	w.write(e, to, fmt.Sprintf("another account kept the books in %s before, and its tables go on being used", w.Books))
}

// owners are the other accounts that have tables in a schema, where default
// privileges need them.
func (w *wants) owners(database, schema string) []string {
	if w.g.Kind.IsRedshift() {
		return nil
	}
	var out []string
	for _, t := range w.g.tables(database, schema) {
		if t.Owner != w.User {
			out = append(out, t.Owner)
		}
	}
	return sorted(out)
}

// dataGraph is Segment's Data Graph with Profiles Sync, in the two ways in
// which its guide arranges databases: what is read is in the workspace, or
// elsewhere.
func (w *wants) dataGraph() {
	w.add(Database{Name: w.Workspace}, "the tool connects to it, and writes nowhere else")
	sync := w.role(w.SyncRole, "Profiles Sync writes with it")
	linked := w.role(w.Role, "the Data Graph reads with it, and keeps its books")
	w.account(rawTables())
	w.add(Schema{Database: w.Workspace, Name: w.Profiles}, "Profiles Sync writes its tables there")
	profiles := Extent{Database: w.Workspace, Schema: w.Profiles}
	if !w.g.Kind.IsRedshift() {
		profiles.Creators = []string{w.User}
	}
	w.connect(w.Workspace, sync)
	w.write(profiles, sync, "Profiles Sync makes its tables in "+w.Profiles+", and changes them")
	w.books(linked)
	w.read(profiles, linked, "the Data Graph reads what Profiles Sync wrote")
	w.reads(linked)
}

// entities is Segment's Linked Events: its books are in a database that there
// is already.
func (w *wants) entities() {
	role := w.role(w.Role, "Linked Events reads with it, and keeps its books")
	w.account(rawTables())
	w.books(role)
	w.reads(role)
}

// linked is Segment's Data Graph with a database for its books alone.
func (w *wants) linked() {
	w.add(Database{Name: w.Workspace}, "the tool connects to it and keeps its books there, and writes nowhere else")
	role := w.role(w.Role, "the Data Graph reads with it, and keeps its books")
	w.account(rawTables())
	w.books(role)
	w.reads(role)
}

// reader reads, and with read-write also writes, what the document says.
func (w *wants) reader(to Principal) {
	if to.Kind == IsRole {
		w.role(to.Name, "the tool reads with it")
	}
	w.account(rawTables())
	w.connect(w.Workspace, to)
	w.reads(to)
	for _, e := range w.Writes {
		w.write(e, to, "the document lets it write "+e.String())
	}
}

// governed reads scrim's views and the catalogue of their columns. Everybody
// may, and the views say who sees what: so the login alone is wanted.
func (w *wants) governed() {
	hazards := []Hazard{waitsForUser(w.User)}
	if w.g.Kind.IsRedshift() {
		hazards = append(hazards, lateBinding(w.User, w.g.Prefix))
	}
	w.account(hazards...)
	w.connect(w.Workspace, Principal{Kind: IsUser, Name: w.User})
}
