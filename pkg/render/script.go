package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
)

// Script is the plan as text: the only text that is shown, approved, logged
// and run. Facts, admissions and salts are bound arguments in it.
//
// Of covers every statement and every argument but the claim and the
// revision, so that planning the same again gives the same name.
func Script(d Dialect, p plan.Plan, c catalog.Cluster) (plan.Script, error) {
	s := &scripter{d: d, cluster: c, claim: p.Claim, hash: sha256.New()}
	out := plan.Script{Claim: p.Claim}
	for _, u := range p.Units {
		unit, err := s.unit(u)
		if err != nil {
			return plan.Script{}, fmt.Errorf("rendering the plan for %s: %w", u.Target, err)
		}
		out.Units = append(out.Units, unit)
	}
	out.Of = hex.EncodeToString(s.hash.Sum(nil))
	return out, nil
}

type scripter struct {
	d       Dialect
	cluster catalog.Cluster
	claim   plan.Claim
	hash    hash.Hash
}

// unit puts neighbouring data steps into one transaction behind the claim;
// each change of a definition has transactions of its own.
func (s *scripter) unit(u plan.Unit) (plan.ScriptUnit, error) {
	out := plan.ScriptUnit{Target: u.Target, Database: u.Database, Reason: u.Reason, Hazards: u.Hazards}
	w := newWriter(s.d, s.cluster)
	fmt.Fprintf(s.hash, "unit %s %q %q\n", u.Target.Kind, u.Target.Name, u.Database)
	claimed := false
	for _, step := range u.Steps {
		data, isData := s.data(w, step)
		if !isData {
			groups, err := s.definition(w, step)
			if err != nil {
				return out, err
			}
			out.Groups = append(out.Groups, groups...)
			claimed = false
			continue
		}
		if !claimed {
			out.Groups = append(out.Groups, []plan.Action{s.win(w)})
			claimed = true
		}
		last := len(out.Groups) - 1
		out.Groups[last] = append(out.Groups[last], data...)
	}
	return out, w.err
}

// data is the statements of a step that writes rows.
func (s *scripter) data(w *writer, step plan.Step) ([]plan.Action, bool) {
	switch step := step.(type) {
	case plan.WriteFacts:
		return s.facts(w, step), true
	case plan.PutCounting:
		return s.counting(w, step), true
	case plan.SetGates:
		return s.gates(w, step), true
	case plan.PutSecrets:
		return s.secrets(w, step), true
	case plan.List:
		return s.list(w, step.Deployment), true
	}
	return nil, false
}

// definition is the transactions of a step that changes or reads definitions.
func (s *scripter) definition(w *writer, step plan.Step) ([][]plan.Action, error) {
	switch step := step.(type) {
	case plan.CreateSchema:
		return [][]plan.Action{{
			s.sql("CREATE SCHEMA IF NOT EXISTS "+w.ident(step.Name), nil),
			s.sql("GRANT USAGE ON SCHEMA "+w.ident(step.Name)+" TO PUBLIC", nil),
		}}, nil
	case plan.CreateView:
		return s.deploy(w, step.Deployment, false)
	case plan.ReplaceView:
		return s.deploy(w, step.Deployment, true)
	case plan.SwapView:
		return s.swap(w, step)
	case plan.DropView:
		return [][]plan.Action{s.drop(w, step)}, nil
	case plan.Forget:
		return [][]plan.Action{s.forget(w, step)}, nil
	case plan.Witness:
		return [][]plan.Action{{s.readBack(step)}}, nil
	}
	return nil, fmt.Errorf("a step of unknown kind %T", step)
}

// sql is a statement that the plan's hash covers with its arguments. Stamps
// are further arguments, which it does not cover.
func (s *scripter) sql(text string, args []plan.Arg, stamps ...plan.Arg) plan.SQL {
	fmt.Fprintf(s.hash, "%q\n", text)
	for _, a := range args {
		switch a := a.(type) {
		case plan.Value:
			fmt.Fprintf(s.hash, " %T %q\n", a.V, fmt.Sprint(a.V))
		case plan.Secret:
			fmt.Fprintf(s.hash, " secret %q\n", a.Name)
		}
	}
	return plan.SQL{Text: text, Args: append(args, stamps...), Rows: plan.AnyRows}
}

func (s *scripter) readBack(step plan.Witness) plan.ReadBack {
	for _, v := range step.Views {
		fmt.Fprintf(s.hash, "read back %q\n", v.Source)
	}
	return plan.ReadBack(step)
}

// value is an argument that may be shown.
func value(v any) plan.Arg { return plan.Value{V: v} }

// personal is an argument that says something of a person.
func personal(v any) plan.Arg { return plan.Value{V: v, Personal: true} }
