package explain

import (
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Sentence writes a predicate as a person would say it.
func Sentence(p view.Pred) string { return sentence(p, false) }

func sentence(p view.Pred, nested bool) string {
	switch p := p.(type) {
	case view.Always:
		return "always"
	case view.All:
		return join(p, " and ", nested)
	case view.Any:
		return join(p, " or ", nested)
	case view.HasFact:
		return fact(p)
	case view.HasAny:
		return anyFact(p)
	case view.Held:
		return fmt.Sprintf("%s %s %s", p.Column.Name, is(p.Not), held(p.Kind, p.Name))
	case view.IsNull:
		return fmt.Sprintf("%s %s NULL", p.Column.Name, is(p.Not))
	case view.Compare:
		return fmt.Sprintf("%s %s %s", p.Column.Name, p.Op, literal(p.Literal))
	case view.CompareColumns:
		return fmt.Sprintf("%s %s %s", p.Left.Name, p.Op, p.Right.Name)
	case view.OneOf:
		return fmt.Sprintf("%s %s one of %s", p.Column.Name, is(p.Not), literals(p.Literals))
	case view.Match:
		return match(p)
	case view.Lookup:
		return lookup(p)
	case view.Common:
		return common(p)
	case view.Sample:
		return sample(p)
	case view.Age:
		return fmt.Sprintf("%s is %s %s old", p.Column.Name, map[bool]string{true: "more than", false: "at most"}[p.Over], policy.Age(p.Minutes).Words())
	default:
		return "never"
	}
}

// lookup says where a column is looked up, and for which rows of that table.
func lookup(p view.Lookup) string {
	tests := make([]string, len(p.Where))
	for i, test := range p.Where {
		if test.Kind == "" {
			tests[i] = fmt.Sprintf("%s %s", test.Column.Name, literal(test.Is))
			continue
		}
		tests[i] = test.Column.Name + " " + held(test.Kind, test.Name)
	}
	text := fmt.Sprintf("%s %s listed as %s in %s", p.Column.Name, is(p.Not), p.Key.Name, p.Source)
	if len(tests) > 0 {
		text += " with " + strings.Join(tests, " and ")
	}
	return text
}

// sample says how large a part of the rows is drawn, and by what.
func sample(p view.Sample) string {
	var names []string
	for _, c := range p.Key.Columns() {
		names = append(names, c.Name)
	}
	return fmt.Sprintf("a sample of %s%% has it, drawn by its %s", policy.Sampled{Share: p.Share}.Percent(), strings.Join(names, ", "))
}

func join[S ~[]view.Pred](parts S, word string, nested bool) string {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = sentence(p, true)
	}
	text := strings.Join(texts, word)
	if nested {
		return "(" + text + ")"
	}
	return text
}

func is(not bool) string {
	if not {
		return "is not"
	}
	return "is"
}

func fact(p view.HasFact) string {
	has, in := "has", "is in"
	if p.Absent {
		has, in = "has not", "is not in"
	}
	switch p.Kind {
	case profile.KindGroup:
		name := p.Value
		if p.Name != "" {
			name = p.Name + "/" + p.Value
		}
		return fmt.Sprintf("the reader %s group %s", in, name)
	case profile.KindAttribute:
		return fmt.Sprintf("the reader %s %s = %q", has, p.Name, p.Value)
	case profile.KindPurpose:
		return fmt.Sprintf("the reader %s purpose %s", has, p.Value)
	case profile.KindContext:
		return context(p)
	case profile.KindApproved:
		return fmt.Sprintf("the reader's access %s approved", is(p.Absent))
	case profile.KindRevoked:
		return fmt.Sprintf("the reader's access %s revoked", is(p.Absent))
	case profile.KindUser:
		return fmt.Sprintf("the reader %s user %s", is(p.Absent), p.Value)
	}
	return fmt.Sprintf("the reader %s %s %s", has, p.Kind, p.Value)
}

func context(p view.HasFact) string {
	works, where := "works", "project "+p.Value
	if p.Value == profile.NoProject {
		where = "no project"
	}
	if p.Absent {
		works = "does not work"
	}
	return fmt.Sprintf("the reader %s in %s", works, where)
}

func anyFact(p view.HasAny) string {
	if p.Kind == profile.KindUser {
		if p.Absent {
			return "the reader is unknown"
		}
		return "the reader is known"
	}
	some, a := "some ", "a value of "
	if p.Absent {
		some, a = "no ", "no value of "
	}
	if p.Kind == profile.KindAttribute {
		return "the reader has " + a + p.Name
	}
	return "the reader has " + some + listName(p.Kind, p.Name)
}

// held is what a column's value is when the reader holds it.
func held(kind profile.Kind, name string) string {
	if kind == profile.KindUser {
		return "the reader's own id"
	}
	return "among the reader's " + listName(kind, name)
}

func listName(kind profile.Kind, name string) string {
	switch kind {
	case profile.KindAttribute:
		return "values of " + name
	case profile.KindGroup:
		if name != "" {
			return name + " groups"
		}
		return "groups"
	case profile.KindPurpose:
		return "purposes"
	case profile.KindUser:
		return "own id"
	case profile.KindContext, profile.KindApproved, profile.KindRevoked:
	}
	return string(kind)
}

func literal(l catalog.Literal) string {
	if l.Kind == catalog.Text {
		return fmt.Sprintf("%q", l.Text)
	}
	return l.Text
}

func literals(all []catalog.Literal) string {
	texts := make([]string, len(all))
	for i, l := range all {
		texts[i] = literal(l)
	}
	return strings.Join(texts, ", ")
}

func match(p view.Match) string {
	verbs := map[view.MatchKind][2]string{
		view.MatchPrefix:   {"starts with", "does not start with"},
		view.MatchSuffix:   {"ends with", "does not end with"},
		view.MatchContains: {"contains", "does not contain"},
		view.MatchPattern:  {"matches", "does not match"},
	}
	i := 0
	if p.Not {
		i = 1
	}
	return fmt.Sprintf("%s %s %q", p.Column.Name, verbs[p.Kind][i], p.Text)
}
