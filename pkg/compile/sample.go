package compile

import (
	"scrim/pkg/catalog"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// sampled draws rows by the key of the source. It is never turned round, so
// that nothing stands for "is not".
func (l *lowering) sampled(c policy.Sampled) truth {
	if len(l.in.Source.Key) == 0 {
		l.fail(unresolved{"unresolved-column", "the source names no key, by which its rows are drawn", "key: in the source's document names the columns that tell its rows apart, as [order_id]"})
		return unknown()
	}
	var key []view.ColumnRef
	for _, name := range l.in.Source.Key {
		col := l.resolve(policy.Ref{Column: name})
		if l.err == nil && !col.Type.Comparable() {
			l.issues.Add(l.place(l.policy), "key-does-not-fit", "name other columns in key: in the source's document",
				"column %q of the key is %s: rows are drawn by text, whole numbers, booleans, dates and timestamps without time zone, so none is", col.Name, col.Type)
			return unknown()
		}
		key = append(key, col)
	}
	if l.err != nil {
		return unknown()
	}
	return truth{is: view.Sample{Salt: view.SampleSalt(l.base()), Key: view.NewSet(key...), Share: c.Share}, isNot: view.Never{}}
}

// base is the table by the names that the warehouse knows it by.
func (c *compiler) base() catalog.Table {
	t := c.in.Source.Table
	return catalog.Table{Database: c.fold(t.Database), Schema: c.fold(t.Schema), Name: c.fold(t.Name)}
}
