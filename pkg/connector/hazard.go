package connector

import (
	"fmt"
	"strings"
)

// The codes of hazards that recipes know of.
const (
	HazardRawTables       = "raw-tables"                // tables as they are, with no mask and no row filter
	HazardFutureCovered   = "future-tables-covered"     // of everybody, without being asked again
	HazardFutureUncovered = "future-tables-not-covered" // of nobody, or of some creators only
	HazardOwnership       = "ownership-not-covered"     // tables of others may be changed, not altered or dropped
	HazardOtherDatabase   = "another-database"          // PostgreSQL reads one database at a time
	HazardWaitsForUser    = "waits-for-user"            // no rows until a user document maps to the login
	HazardLateBinding     = "late-binding-usage"        // Redshift may ask readers for USAGE on the tables' schema
	HazardWholeProject    = "whole-project"             // a role on the project reaches every dataset
	HazardRedundant       = "redundant-role"            // another role gives all of it
	HazardLocation        = "location"                  // books and data in different places cannot be queried together
)

func rawTables() Hazard {
	return Hazard{HazardRawTables, "it reads tables as they are: no mask, no row filter and no purpose stands before them; the recipe governed-views gives a tool scrim's views instead"}
}

func wide(e Extent) Hazard {
	return Hazard{HazardFutureCovered, fmt.Sprintf("it covers every table and view that anybody makes in %s later, without being asked again", e)}
}

func chosenOnly(e Extent) Hazard {
	return Hazard{HazardFutureUncovered, fmt.Sprintf("tables of %s that are not in the list are not covered, nor is one of the list that is dropped and made again, until the connector is applied again", e)}
}

func presentOnly(e Extent) Hazard {
	return Hazard{HazardFutureUncovered, fmt.Sprintf("tables that are made in %s later are not covered, until the connector is applied again", e)}
}

func creatorsOnly(e Extent) Hazard {
	return Hazard{HazardFutureUncovered, fmt.Sprintf("of later tables of %s those are covered that %s will own; those of others, and maybe views, are not", e, and(e.Creators))}
}

// shown is how many names a sentence bears.
const shown = 10

func ownership(theirs []Table) Hazard {
	var names []string
	for i, t := range theirs {
		if i == shown {
			names = append(names, fmt.Sprintf("%d more", len(theirs)-shown))
			break
		}
		names = append(names, fmt.Sprintf("%s of %s", t.Name, t.Owner))
	}
	return Hazard{HazardOwnership, "rows of these tables may be read and written, but only their owner alters and drops them, unless ALTER TABLE … OWNER TO gives them away: " + strings.Join(names, ", ")}
}

func anotherDatabase(database, workspace string) Hazard {
	return Hazard{HazardOtherDatabase, fmt.Sprintf("PostgreSQL reads one database at a time: from %s the tool does not reach %s, it must connect there", workspace, database)}
}

func waitsForUser(login string) Hazard {
	return Hazard{HazardWaitsForUser, fmt.Sprintf("it sees no rows until a user document says who %s is here (usernames), and the policies let that user in", login)}
}

func lateBinding(login, prefix string) Hazard {
	return Hazard{HazardLateBinding, fmt.Sprintf("Redshift may ask readers of late-binding views for USAGE on the schemas of the tables beneath; where it does, an administrator gives %s the role %s_readers: scrim cluster check says so, and what comes alive by it", login, prefix)}
}
