package tickit_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

// policies govern the shop. The table "date" is met by none of them.
const policies = `
---
kind: policy
id: tax-ids
applies_to: {column_tags: [PII.Tax]}
unless: user.in_group("finance")
rules: [{mask: {hash: {length: 8}}}]
---
kind: policy
id: emails
applies_to: {column_tags: [PII.Email]}
rules:
  - {for: 'user.in_group("support")', mask: {regex: {pattern: '^[^@]+', replacement: x}}}
  - {mask: {partial: {first: 2, last: 4}}}
---
kind: policy
id: phones
applies_to: {column_tags: [PII.Phone]}
rules:
  - {for: 'user.in_group("support")', mask: {regex: {pattern: '[0-9]', replacement: '#'}}}
  - {mask: {"null": {}}}
---
kind: policy
id: sizes
applies_to: {column_tags: [Size]}
unless: user.in_group("finance")
rules: [{mask: {round: {to: 1000}}}]
---
kind: policy
id: own-states
applies_to: {sources: [venue]}
unless: user.in_group("finance")
rules: [{filter: 'tag("Geo.State") in user.attribute("state")'}]
---
kind: policy
id: second-half-year
applies_to: {sources: [event]}
rules:
  - {where: 'row.starttime < timestamp("2008-07-01 00:00:00")', clear: true}
  - {purpose: [programme]}
---
kind: policy
id: no-pop
applies_to: {sources: [event]}
unless: user.in_group("promoters")
rules: [{filter: 'row.catid in [6, 7, 8]'}]
---
kind: policy
id: shop
applies_to: {sources: [venue, event, category]}
subscription: {grant: everyone}
---
kind: policy
id: sellers
applies_to: {sources: [seller]}
subscription: {grant: {when: 'user.in_group("finance") || user.in_group("support")'}}
---
kind: policy
id: buyers
applies_to: {sources: [buyer]}
subscription: {grant: {when: 'user.in_group("support") || user.in_group("promoters")'}}
---
kind: purpose
id: programme
statement: I plan next year's programme.
statement_version: 1
`

// readers have different rights; the stranger has a login and no document.
type readers struct{ finance, support, promoter, guest, stranger string }

func (r readers) documents() string {
	return stack.User(r.finance, "groups: [{name: finance}]") +
		stack.User(r.support, "groups: [{name: support}, {name: promoters}]") +
		stack.User(r.promoter, "groups: [{name: promoters}]\nattributes: {state: [NY, TX]}") +
		stack.User(r.guest, "attributes: {state: [NV]}") +
		fmt.Sprintf("---\nkind: project\nid: season\npurposes: [programme]\nmembers: [%s]\nsources: [event, venue]\n", r.promoter)
}

// open loads the shop and governs it.
func open(t *testing.T, s *stack.Stack) readers {
	t.Helper()
	shopIn, peopleIn := s.Bases[0], s.Bases[len(s.Bases)-1] // two databases where a view can read both
	documents := create(s, shopIn, "tickit", shop) + create(s, peopleIn, "people", people)
	for name, file := range map[string]string{"category": "category.txt", "date": "date.txt", "venue": "venue.txt", "event": "events.txt"} {
		load(t, s, "tickit", name, file)
	}
	loadPeople(t, s, peopleIn, "people")
	r := readers{s.Reader(), s.Reader(), s.Reader(), s.Reader(), s.Reader()}
	s.Put(documents + policies + r.documents())
	return r
}

// reads compares one answer with what it should be.
func reads(t *testing.T, s *stack.Stack, reader, query string, want ...string) {
	t.Helper()
	if want == nil {
		want = []string{}
	}
	if diff := cmp.Diff(want, s.Read(reader, query)); diff != "" {
		t.Errorf("%s reads %s (-want +got):\n%s", reader, query, diff)
	}
}

func TestTheShop(t *testing.T) {
	folder(t)
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		r := open(t, s)
		t.Run("sellers", func(t *testing.T) { sellers(t, s, r) })
		t.Run("buyers", func(t *testing.T) { buyers(t, s, r) })
		t.Run("venues", func(t *testing.T) { venues(t, s, r) })
		t.Run("events", func(t *testing.T) { events(t, s, r) })
		t.Run("project", func(t *testing.T) { project(t, s, r) })
		t.Run("unpoliced", func(t *testing.T) {
			for _, reader := range []string{r.finance, r.support, r.promoter, r.guest, r.stranger} {
				reads(t, s, reader, "SELECT count(*) FROM governed.tickit_date", "0")
			}
		})
		if again := s.Resync(); len(again.Units) != 0 {
			t.Errorf("planning again is not empty: %+v", again.Units)
		}
	})
}

// salted is what the manual says a hashed text of a source is, in 8 digits.
func salted(source, text string) string {
	mac := hmac.New(sha256.New, []byte(stack.MasterKey))
	mac.Write([]byte("scrim salt 1\x00source/" + source + "/1"))
	sum := sha256.Sum256([]byte(hex.EncodeToString(mac.Sum(nil)) + text))
	return hex.EncodeToString(sum[:])[:8]
}

func sellers(t *testing.T, s *stack.Stack, r readers) {
	const query = "SELECT sellerid, lastname, email, phone, tin FROM governed.people_seller WHERE sellerid IN (1, 6, 12) ORDER BY sellerid"
	// ac@justo.com has 12 characters: a partial mask would keep half of it.
	reads(t, s, r.finance, query,
		"1|Taylor|Et***.edu|-|906449521",
		"6|Oneil|-|-|527862557",
		"12|Ferguson|fa***l.ca|-|196422872")
	reads(t, s, r.support, query,
		"1|Taylor|x@sodalesMaurisblandit.edu|(###) ###-####|"+salted("seller", "906449521"),
		"6|Oneil|x@justo.com|(###) ###-####|"+salted("seller", "527862557"),
		"12|Ferguson|x@rhoncusProinnisl.ca|(###) ###-####|"+salted("seller", "196422872"))
	for _, reader := range []string{r.promoter, r.guest, r.stranger} {
		reads(t, s, reader, "SELECT * FROM governed.people_seller")
	}
	for _, reader := range []string{r.finance, r.support} {
		reads(t, s, reader, "SELECT count(*), count(DISTINCT tin) FROM governed.people_seller", "15|15")
	}
	// Of the e-mail addresses, ac@justo.com and et@non.edu are too short.
	reads(t, s, r.finance, "SELECT sellerid FROM governed.people_seller WHERE email IS NULL ORDER BY sellerid", "6", "8")
	// A reader finds nobody by what is hidden, and everybody by what is not.
	reads(t, s, r.support, "SELECT sellerid FROM governed.people_seller WHERE tin = '906449521'")
	reads(t, s, r.finance, "SELECT sellerid FROM governed.people_seller WHERE tin = '906449521'", "1")
}

func buyers(t *testing.T, s *stack.Stack, r readers) {
	const query = "SELECT buyerid, lastname, state, email, phone FROM governed.people_buyer WHERE buyerid IN (3, 11) ORDER BY buyerid"
	reads(t, s, r.promoter, query, "3|Nelson|AK|Qu***m.ca|-", "11|Cannon|YT|nu***.org|-")
	reads(t, s, r.support, query, "3|Nelson|AK|x@ametdiam.ca|(###) ###-####", "11|Cannon|YT|x@Cras.org|(###) ###-####")
	for _, reader := range []string{r.finance, r.guest, r.stranger} {
		reads(t, s, reader, "SELECT * FROM governed.people_buyer")
	}
	// Columns that the source does not name are not there.
	if _, err := s.TryRead(r.support, "SELECT username FROM governed.people_buyer"); err == nil {
		t.Error("a column that the source lacks can be read")
	}
}

func venues(t *testing.T, s *stack.Stack, r readers) {
	const counted = "SELECT venuestate, count(*) FROM governed.tickit_venue GROUP BY venuestate ORDER BY venuestate"
	reads(t, s, r.promoter, counted, "NY|49", "TX|11")
	reads(t, s, r.guest, counted, "NV|15")
	reads(t, s, r.support, counted) // no state: unknown is not everything
	reads(t, s, r.stranger, counted)
	reads(t, s, r.finance, "SELECT count(*), sum(venueseats) FROM governed.tickit_venue",
		s.Read("", baseOf(s, "SELECT count(*), sum(venueseats) FROM tickit.venue"))...)
	reads(t, s, r.finance, "SELECT count(*) FROM governed.tickit_venue", "202")

	const sized = "SELECT venueid, venuename, venueseats FROM governed.tickit_venue WHERE venueseats > 0 AND venuestate = 'NY' ORDER BY venueid"
	reads(t, s, r.promoter, sized, "18|Madison Square Garden|20000", "67|Ralph Wilson Stadium|73000", "98|Yankee Stadium|52000")
	reads(t, s, r.finance, sized, "18|Madison Square Garden|20000", "67|Ralph Wilson Stadium|73967", "98|Yankee Stadium|52325")
	reads(t, s, r.guest, "SELECT count(*), count(venueseats) FROM governed.tickit_venue", "15|0") // \N in the file
	reads(t, s, r.promoter, "SELECT venuename FROM governed.tickit_venue WHERE venuename LIKE '%''%'", "Eugene O'Neill Theatre")
}

// baseOf is a query over the base tables of the shop, as the administrator
// asks it from the view database.
func baseOf(s *stack.Stack, query string) string {
	if len(s.Bases) == 1 {
		return query
	}
	return strings.ReplaceAll(query, "tickit.", s.Base+".tickit.")
}

// set is which events of the base a reader sees, named by the rules and counted by
// hand: SELECT count(*) FROM tickit.event WHERE ….
type set struct {
	reader, where string
	count         string
}

func events(t *testing.T, s *stack.Stack, r readers) {
	for _, one := range []set{
		{r.finance, "starttime < '2008-07-01' AND catid IN (6, 7, 8)", "1917"}, // 4403 before July, less 2486 of pop
		{r.promoter, "starttime < '2008-07-01'", "4403"},
		{r.support, "starttime < '2008-07-01'", "4403"},
		{r.guest, "starttime < '2008-07-01' AND catid IN (6, 7, 8)", "1917"},
		{r.stranger, "false", "0"},
	} {
		sameEvents(t, s, one)
	}
	reads(t, s, r.guest, "SELECT DISTINCT catid FROM governed.tickit_event ORDER BY catid", "6", "7", "8")
	reads(t, s, r.guest, "SELECT eventname, starttime FROM governed.tickit_event WHERE eventid IN (1, 2, 3) ORDER BY eventid",
		"Gotterdammerung|2008-01-25 14:30:00", "Salome|2008-04-19 14:30:00")
	for _, reader := range []string{r.finance, r.support, r.promoter, r.guest} {
		reads(t, s, reader, "SELECT count(*) FROM governed.tickit_category", "11")
	}
	reads(t, s, r.stranger, "SELECT count(*) FROM governed.tickit_category", "0")
}

// sameEvents compares the rows that a reader gets, all of them and every cell,
// with those of the base.
func sameEvents(t *testing.T, s *stack.Stack, one set) {
	t.Helper()
	const columns = "SELECT eventid, venueid, catid, dateid, eventname, starttime FROM "
	want := s.Read("", baseOf(s, columns+"tickit.event WHERE "+one.where+" ORDER BY eventid"))
	got := s.Read(one.reader, columns+"governed.tickit_event ORDER BY eventid")
	if !slices.Equal(want, got) {
		t.Errorf("%s sees %d events, not the %d where %s", one.reader, len(got), len(want), one.where)
	}
	if fmt.Sprint(len(got)) != one.count {
		t.Errorf("%s sees %d events where %s; by hand it is %s", one.reader, len(got), one.where, one.count)
	}
}

// project follows the promoter into a project: a purpose counts once it is
// acknowledged, and a project narrows what can be seen to its own sources.
func project(t *testing.T, s *stack.Stack, r readers) {
	sameEvents(t, s, set{r.promoter, "starttime < '2008-07-01'", "4403"})
	s.Put("kind: session\nuser: " + r.promoter + "\nproject: season")
	sameEvents(t, s, set{r.promoter, "starttime < '2008-07-01'", "4403"})
	reads(t, s, r.promoter, "SELECT count(*) FROM governed.people_buyer", "0")

	s.Put("kind: acknowledgement\nuser: " + r.promoter + "\npurpose: programme\nproject: season\nstatement: 1")
	sameEvents(t, s, set{r.promoter, "true", "8798"})
	const joined = "SELECT v.venuestate, count(*) FROM %s e JOIN %s v ON v.venueid = e.venueid %s GROUP BY v.venuestate ORDER BY v.venuestate"
	want := s.Read("", baseOf(s, fmt.Sprintf(joined, "tickit.event", "tickit.venue", "WHERE v.venuestate IN ('NY', 'TX')")))
	if want[0] != "NY|2795" {
		t.Fatalf("the base has %s", want)
	}
	reads(t, s, r.promoter, fmt.Sprintf(joined, "governed.tickit_event", "governed.tickit_venue", ""), want...)
	reads(t, s, r.promoter, "SELECT count(*) FROM governed.tickit_event WHERE eventname = 'A Doll''s House'",
		s.Read("", baseOf(s, "SELECT count(*) FROM tickit.event WHERE eventname = 'A Doll''s House'"))...)
	reads(t, s, r.promoter, "SELECT count(*) FROM governed.tickit_category", "0") // not of the project
	sameEvents(t, s, set{r.support, "starttime < '2008-07-01'", "4403"})

	s.Put("kind: session\nuser: " + r.promoter)
	sameEvents(t, s, set{r.promoter, "starttime < '2008-07-01'", "4403"})
	reads(t, s, r.promoter, "SELECT count(*) FROM governed.people_buyer", "15")
}

// A cluster may say that what no policy is about is everybody's.
func TestUnpolicedTableForEveryone(t *testing.T) {
	folder(t)
	pgtesting.NeedServers(t)
	for name, start := range map[string]func(testing.TB, ...string) *stack.Stack{"postgres": stack.New, "redshift": stack.NewRedshift} {
		t.Run(name, func(t *testing.T) {
			s := start(t, "unpoliced: everyone")
			document := create(s, s.Base, "tickit", shop[1:2])
			load(t, s, "tickit", "date", "date.txt")
			known, stranger := s.Reader(), s.Reader()
			s.Put(document + stack.User(known, ""))
			reads(t, s, known, "SELECT count(*) FROM governed.tickit_date", "365")
			reads(t, s, known, "SELECT caldate FROM governed.tickit_date WHERE holiday ORDER BY caldate",
				"2008-01-01", "2008-05-26", "2008-07-04", "2008-09-01", "2008-11-27", "2008-12-25", "2008-12-26")
			reads(t, s, stranger, "SELECT count(*) FROM governed.tickit_date", "0")
		})
	}
}
