package render

import (
	"fmt"
	"strings"
	"time"

	"scrim/pkg/plan"
)

// Text shows a script to a person. Personal values and secrets are holes:
// ‹value›, ‹secret:name›.
func Text(s plan.Script) string {
	var b strings.Builder
	fmt.Fprintf(&b, "-- plan %s\n", s.Of)
	for i, u := range s.Units {
		fmt.Fprintf(&b, "\n-- %d. %s in %s", i+1, u.Target, u.Database)
		if u.Reason != "" {
			fmt.Fprintf(&b, ": %s", oneLine(u.Reason))
		}
		b.WriteString("\n")
		for _, h := range u.Hazards {
			fmt.Fprintf(&b, "-- ! %s: %s\n", h.Code, oneLine(h.Message))
		}
		for _, group := range u.Groups {
			writeGroup(&b, group)
		}
	}
	return b.String()
}

func writeGroup(b *strings.Builder, group []plan.Action) {
	if len(group) == 1 {
		writeAction(b, group[0])
		return
	}
	b.WriteString("BEGIN;\n")
	for _, a := range group {
		writeAction(b, a)
	}
	b.WriteString("COMMIT;\n")
}

func writeAction(b *strings.Builder, a plan.Action) {
	switch a := a.(type) {
	case plan.SQL:
		b.WriteString(a.Text + ";")
		if len(a.Args) > 0 {
			b.WriteString(" -- " + arguments(a.Args))
		}
		if a.Rows != plan.AnyRows {
			fmt.Fprintf(b, " -- must affect %d row", a.Rows)
		}
		b.WriteString("\n")
	case plan.ReadBack:
		for _, v := range a.Views {
			fmt.Fprintf(b, "-- read back the view of source %s\n", oneLine(v.Source))
		}
	}
}

// maxShown is how many arguments are listed; a thousand facts are a number.
const maxShown = 20

func arguments(args []plan.Arg) string {
	parts := make([]string, 0, min(len(args), maxShown))
	for i, a := range args {
		if i == maxShown {
			parts = append(parts, fmt.Sprintf("and %d more", len(args)-maxShown))
			break
		}
		parts = append(parts, fmt.Sprintf("$%d = %s", i+1, argument(a)))
	}
	return strings.Join(parts, ", ")
}

func argument(a plan.Arg) string {
	if secret, ok := a.(plan.Secret); ok {
		return "‹secret:" + oneLine(secret.Name) + "›"
	}
	shown, ok := a.(plan.Value)
	if !ok || shown.Personal {
		return "‹value›"
	}
	switch v := shown.V.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	default:
		return fmt.Sprint(v)
	}
}

// oneLine keeps text inside a comment inside it.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Statements lists one unit's statements as Text writes them, each
// transaction with its BEGIN and COMMIT.
func Statements(u plan.ScriptUnit) []string {
	out := make([]string, 0, len(u.Groups))
	for _, group := range u.Groups {
		var b strings.Builder
		writeGroup(&b, group)
		out = append(out, strings.TrimRight(b.String(), "\n"))
	}
	return out
}
