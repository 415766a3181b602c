package connector

import (
	"fmt"
	"strings"
)

// Words says what a thing is, to a person. It is not SQL.
func Words(t Thing) string {
	switch t := t.(type) {
	case Database:
		return "database " + t.Name
	case Schema:
		return fmt.Sprintf("schema %s in %s", t.Name, t.Database)
	case Role:
		return "role " + t.Name
	case Login:
		if t.IAM {
			return "user " + t.Name + ", without a password"
		}
		return "user " + t.Name
	case Settings:
		return fmt.Sprintf("limits of user %s: no power over databases and users, %d connections", t.Login, t.Connections)
	case Member:
		if t.Nested {
			return fmt.Sprintf("role %s for role %s", t.Role, t.Login)
		}
		return fmt.Sprintf("role %s for user %s", t.Role, t.Login)
	case Grant:
		return fmt.Sprintf("%s on %s for %s", t.Privilege, t.On, t.To)
	case Owned:
		return fmt.Sprintf("%s, which %s owns", t.On, t.By)
	}
	return cloudWords(t)
}

func cloudWords(t Thing) string {
	switch t := t.(type) {
	case ServiceAccount:
		return "service account " + t.Email()
	case CustomRole:
		return fmt.Sprintf("role %s of project %s: %s", t.ID, t.Project, strings.Join(t.Permissions, ", "))
	case Dataset:
		return fmt.Sprintf("dataset %s of project %s", t.Name, t.Project)
	case Binding:
		on := "project " + t.Project
		if t.Dataset != "" {
			on = strings.TrimSuffix(t.Project+"."+t.Dataset+"."+t.Table, ".")
		}
		return fmt.Sprintf("%s on %s for %s", t.Role, on, t.Member)
	}
	return string(t.Key())
}

// String is for people: "all tables of schema crm in dev".
func (o Object) String() string {
	where := " in " + o.Database
	of := "schema " + o.Schema
	if o.Schema == "" {
		of = "every schema"
	}
	switch o.Kind {
	case OnDatabase:
		return "database " + o.Database
	case OnSchema:
		return of + where
	case OnTable:
		return o.Schema + "." + o.Table + where
	case OnTables:
		return "all tables of " + of + where + ", also later ones"
	case OnFuture:
		return "tables that " + o.Creator + " will make in " + of + where
	case OnRoutine:
		return "routine " + o.Schema + "." + o.Table + where
	case OnSystem:
		return "the system"
	}
	return string(o.Kind) + where
}

// String is for people: "role crm".
func (p Principal) String() string {
	if p.Kind == IsPublic {
		return "everybody"
	}
	return string(p.Kind) + " " + p.Name
}
