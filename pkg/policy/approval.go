package policy

import (
	"time"

	"scrim/pkg/catalog"
)

// OnRequest reports whether the policy lets into a source whom somebody
// approved on request, on clusters of a kind: users may ask for it.
func (p Policy) OnRequest(s catalog.Source, on catalog.ClusterKind, now time.Time) bool {
	return p.grants(s, on, now) && p.Subscription.Mode == Approval
}

// ByApproval reports whether an approval lets anybody into a source by the
// policy: on request, or because somebody selected them.
func (p Policy) ByApproval(s catalog.Source, on catalog.ClusterKind, now time.Time) bool {
	return p.grants(s, on, now) && (p.Subscription.Mode == Approval || p.Subscription.Mode == Individual)
}

func (p Policy) grants(s catalog.Source, on catalog.ClusterKind, now time.Time) bool {
	return p.Type == TypeSubscription && !p.Subscription.Guardrail && p.Active(now) && p.AppliesTo.On(on).Source(s)
}
