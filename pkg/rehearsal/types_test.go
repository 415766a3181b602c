package rehearsal

import (
	"testing"

	"scrim/pkg/catalog"
)

// A document's word for a type is written as it stands, so only types are.
func TestTypesOfTheWarehouse(t *testing.T) {
	for text, want := range map[string]bool{
		"integer": true, "character varying(64)": true, "uuid": true, "jsonb": true, "super": true, "text[]": true, "numeric(12,2)[]": true, "pg_catalog.uuid": true,
		"time without time zone": true, "time(3) with time zone": true, "bit varying(5)": true, "varbyte(64)": true, "interval": true,
		"hr.mood": false, "mood": false, "text default current_user": false, "integer references people": false, "uuid primary key": false,
		"text collate": false, "hr.uuid": false, "mood[]": false, "integer generated always as identity": false,
	} {
		typ, ok := catalog.ParseType(text)
		if got := ok && own(typ); got != want {
			t.Errorf("%q is the warehouse's own type: %v", text, got)
		}
	}
}
