package provision

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"scrim/pkg/connector"
	"scrim/pkg/store"
)

// Outcome is what became of a unit that was begun.
type Outcome struct {
	connector.Unit
	Err error // nil when it is done
}

// Result is what was done, up to the first failure, and what is still to do.
type Result struct {
	Done     []Outcome
	Left     Plan
	User     string // whose password was set
	Password string // the one that was made, if one was: it is kept nowhere
	Key      []byte // the file of the key that was made, if one was
}

// Apply carries out what Plan plans. A statement that fails is no error: it is
// the last outcome, and nothing after it was begun. Whoever applies again goes
// on.
func (p *Provisioner) Apply(ctx context.Context, id string, ask Ask) (Result, error) {
	var out Result
	err := p.alone(ctx, id, patience, func(ctx context.Context) (err error) {
		out, err = p.apply(ctx, id, ask)
		return err
	})
	return out, err
}

func (p *Provisioner) apply(ctx context.Context, id string, ask Ask) (Result, error) {
	k, err := p.know(ctx, id)
	if err != nil {
		return Result{}, err
	}
	site, who, able, err := p.open(ctx, k, ask.As)
	if err != nil {
		return Result{}, fmt.Errorf("connector %q: %w", id, err)
	}
	defer site.Close()
	plan, err := p.plan(ctx, site, k, ask, who, able)
	if err != nil {
		return Result{}, err
	}
	return p.carryOut(ctx, site, k, ask, plan)
}

// carryOut runs a plan and plans again.
func (p *Provisioner) carryOut(ctx context.Context, site Site, k known, ask Ask, plan Plan) (Result, error) {
	id := k.connector.ID
	if len(plan.Units) > 0 && !plan.Able {
		return Result{Left: plan}, fmt.Errorf("connector %q: %w", id, ErrUnable)
	}
	if err := p.begin(ctx, plan); err != nil {
		return Result{Left: plan}, err
	}
	password, err := p.password(ctx, plan)
	if err != nil {
		return Result{Left: plan}, fmt.Errorf("connector %q: %w", id, err)
	}
	out := p.run(ctx, site, plan, password)
	again, err := p.again(ctx, site, id, ask, plan)
	if err != nil {
		return out, err
	}
	out.Left = again
	if ask.Key && again.Empty() {
		out.Key, err = newKey(ctx, site, again)
	}
	p.tell(ctx, again, nil)
	return out, err
}

// run runs the units up to the first that fails.
func (p *Provisioner) run(ctx context.Context, site Site, plan Plan, password secret) Result {
	out := Result{Left: plan}
	for _, u := range plan.Units {
		err := p.hold(ctx, plan, u)
		if err == nil {
			err = site.Run(ctx, u, password.text)
		}
		if errors.Is(err, connector.ErrTaken) {
			err = errors.Join(err, p.leave(ctx, plan, u))
		}
		out.Done = append(out.Done, Outcome{u, err})
		if err != nil {
			return out
		}
		if u.Password {
			out.User = plan.login(u)
			if password.made {
				out.Password = password.text
			}
		}
	}
	return out
}

// login is whose password a unit sets.
func (Plan) login(u connector.Unit) string {
	for _, s := range u.Steps {
		if l, ok := s.Thing.(connector.Login); ok {
			return l.Name
		}
	}
	return ""
}

// begin notes what was found: what is held and gone, and what was there before
// scrim.
func (p *Provisioner) begin(ctx context.Context, plan Plan) error {
	if err := p.letGo(ctx, plan); err != nil {
		return err
	}
	var before []connector.Thing
	for _, w := range plan.Kept {
		if !plan.before[w.Thing.Key()] {
			before = append(before, w.Thing)
		}
	}
	return p.note(ctx, plan, before, true)
}

// hold notes what a unit is about to make, or to make otherwise.
func (p *Provisioner) hold(ctx context.Context, plan Plan, u connector.Unit) error {
	var things []connector.Thing
	for _, s := range u.Steps {
		if s.Do == connector.Make || s.Do == connector.Mend && plan.Ours[s.Thing.Key()] {
			things = append(things, s.Thing)
		}
	}
	return p.note(ctx, plan, things, false)
}

// leave forgets what a unit was about to make and somebody else made: it must
// not be removed as scrim's. What was noted before this plan may be scrim's own
// doing, of which it never learnt.
func (p *Provisioner) leave(ctx context.Context, plan Plan, u connector.Unit) error {
	var theirs []string
	for _, s := range u.Steps {
		if s.Do == connector.Make && !plan.Ours[s.Thing.Key()] {
			theirs = append(theirs, string(s.Thing.Key()))
		}
	}
	if err := p.Store.LetGo(ctx, plan.Connector.ID, plan.Place, theirs); err != nil {
		return fmt.Errorf("forgetting what others made: %w", err)
	}
	return nil
}

func (p *Provisioner) note(ctx context.Context, plan Plan, things []connector.Thing, before bool) error {
	held := make([]store.Held, 0, len(things))
	for _, t := range things {
		text, err := connector.EncodeThing(t)
		if err != nil {
			return err
		}
		held = append(held, store.Held{Connector: plan.Connector.ID, Place: plan.Place, Key: string(t.Key()), Thing: text, Before: before})
	}
	if err := p.Store.Hold(ctx, held); err != nil {
		return fmt.Errorf("noting what is made: %w", err)
	}
	return nil
}

// letGo forgets what was seen to be gone. What is wanted still is noted anew
// when it is made.
func (p *Provisioner) letGo(ctx context.Context, plan Plan) error {
	var gone []string
	for _, t := range plan.held {
		if k := t.Key(); plan.There[k] == connector.Missing {
			gone = append(gone, string(k))
		}
	}
	wanted := map[connector.Key]bool{}
	for _, w := range plan.Want {
		wanted[w.Thing.Key()] = true
	}
	for k := range plan.before {
		if plan.There[k] == connector.Missing && (wanted[k] || len(plan.held) == len(gone)) {
			gone = append(gone, string(k))
		}
	}
	if err := p.Store.LetGo(ctx, plan.Connector.ID, plan.Place, gone); err != nil {
		return fmt.Errorf("forgetting what is gone: %w", err)
	}
	return nil
}

// again plans once more after something was done, and forgets what is gone.
func (p *Provisioner) again(ctx context.Context, site Site, id string, ask Ask, last Plan) (Plan, error) {
	ask.Rotate = false
	k, err := p.know(ctx, id)
	if errors.Is(err, ErrNotFound) { // nothing is left of it
		return last, nil
	}
	if err != nil {
		return last, err
	}
	plan, err := p.plan(ctx, site, k, ask, last.As, last.Able)
	if err != nil {
		return last, err
	}
	return plan, p.letGo(ctx, plan)
}

// newKey makes a key of the connector's service account.
func newKey(ctx context.Context, site Site, plan Plan) ([]byte, error) {
	maker, ok := site.(Keys)
	at := slices.IndexFunc(plan.Want, func(w connector.Wanted) bool { _, is := w.Thing.(connector.ServiceAccount); return is })
	if !ok || at < 0 {
		return nil, fmt.Errorf("connector %q: there are no keys of %s", plan.Connector.ID, plan.Place)
	}
	return maker.Key(ctx, plan.Want[at].Thing.(connector.ServiceAccount)) //nolint:forcetypeassert // found by its type
}

// Remove takes away everything that scrim made for a connector. It works with
// and without a document; one that is there would ask for all of it again.
func (p *Provisioner) Remove(ctx context.Context, id string, ask Ask) (Result, error) {
	ask.Gone = true
	out, err := p.Apply(ctx, id, ask)
	if err == nil && len(out.Left.Steps) == 0 && len(out.Left.Left) == 0 {
		p.Meter.Gone(id)
	}
	return out, err
}
