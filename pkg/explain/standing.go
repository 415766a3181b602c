package explain

import "scrim/pkg/oracle"

// standing says how what one policy decides of a cell stands against what the
// others do: whether a reader sees that, and if not, why not. Where one policy
// alone masks the cell, or all say the same, there is nothing to say.
func standing(s oracle.Step, c oracle.Cell) string {
	masks, others, incomparable := 0, 0, false
	for _, other := range c.Because {
		if other.Mask == nil {
			continue
		}
		masks++
		if !oracle.Hides(s.Mask, other.Mask) || !oracle.Hides(other.Mask, s.Mask) {
			others++
		}
		incomparable = incomparable || s.Mask != nil && !oracle.Hides(s.Mask, other.Mask) && !oracle.Hides(other.Mask, s.Mask)
	}
	switch {
	case c.Unreviewed || masks == 0 || s.Mask != nil && others == 0:
		return ""
	case s.Mask == nil:
		return ", which leaves the cell to the others"
	case incomparable:
		return ", and meets in NULL what tells neither more nor less"
	case oracle.Hides(s.Mask, c.Mask) && oracle.Hides(c.Mask, s.Mask):
		return ", and wins: no other tells less"
	}
	return ", and gives way to what tells less"
}
