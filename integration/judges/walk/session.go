package walk

import (
	"regexp"
	"strings"
)

// expr applies the rules to an expression and says of what family it is.
func (c *checker) expr(e *expr, s *scope) family {
	if e == nil {
		return unknown
	}
	switch e.form {
	case column:
		return c.column(e, s)
	case literal:
		return literalFamily(e)
	case constant:
		return c.constant(e)
	case keyword:
		return c.keyword(e)
	case call:
		return c.call(e, s)
	case cast:
		return c.cast(e, s)
	case caseOf:
		return c.alternatives(e, s)
	case operation:
		return c.operation(e, s)
	case zone:
		return c.zone(e, s)
	case exists:
		c.query(e.query, s)
		return boolean
	case in:
		c.in(e, s)
		return boolean
	case scalar:
		for _, f := range c.query(e.query, s) {
			return f
		}
	case star:
	}
	return unknown
}

func literalFamily(e *expr) family {
	switch {
	case e.token.kind == str:
		return text
	case e.token.kind == number && strings.Contains(e.name, "."):
		return decimal
	case e.token.kind == number:
		return whole
	case e.token.is("true", "false"):
		return boolean
	}
	return unknown
}

// column finds whose column it is.
func (c *checker) column(e *expr, s *scope) family {
	if len(e.parts) == 0 {
		switch {
		case c.view:
			c.found(Column, e.token.at, "%s has no alias before it: another relation's column could be taken for it", e.name)
		case s != nil && s.outer != nil && s.outer.relations() > 0:
			c.found(Column, e.token.at, "%s has no alias before it, and could be the outer query's", e.name)
		}
		return unknown
	}
	alias := e.parts[len(e.parts)-1]
	for at := s; at != nil; at = at.outer {
		if !at.has(alias) {
			continue
		}
		if at != s {
			c.found(Related, e.token.at, "a subquery reads %s.%s of the query around it", alias, e.name)
		}
		return at.columns[alias][e.name]
	}
	c.found(Column, e.token.at, "nothing here is called %s", alias)
	return unknown
}

// Forms of dates and times that every DateStyle reads alike, in UTC where
// there is a zone.
var constants = map[string]*regexp.Regexp{
	"date":        regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`),
	"timestamp":   regexp.MustCompile(`^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$`),
	"interval":    regexp.MustCompile(`^\d+ (days|minutes|microsecond)$`),
	"timestamptz": regexp.MustCompile(`^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$`),
}

func (c *checker) constant(e *expr) family {
	c.fixed(e.token, e.name)
	f, _ := familyOf(e.name)
	return f
}

func (c *checker) fixed(t token, typ string) {
	if !constants[typ].MatchString(t.name) {
		c.found(Session, t.at, "%s is read by the session's settings: write %s in ISO 8601, and in UTC where there is a zone", t.text, typ)
	}
}

func (c *checker) session(at int, format string, args ...any) {
	if !c.settled {
		c.found(Session, at, format, args...)
	}
}

func (c *checker) keyword(e *expr) family {
	switch e.name {
	case "current_user", "session_user", "user", "current_namespace":
		return text
	case "current_user_id":
		return whole
	case "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "sysdate":
		c.session(e.token.at, "%s follows the session's time zone", strings.ToUpper(e.name))
	case "current_schema", "current_catalog", "current_role":
		c.session(e.token.at, "%s follows the session", strings.ToUpper(e.name))
	}
	return unknown
}

// cast looks for conversions that follow settings of the session.
func (c *checker) cast(e *expr, s *scope) family {
	from := c.expr(e.args[0], s)
	to, _ := familyOf(e.name)
	value := e.args[0]
	switch {
	case to == text && (from.time() || from == float):
		c.session(e.token.at, "%s becomes text by the session's settings", from)
	case from == timestampTZ && (to == timestamp || to == date), to == timestampTZ && (from == timestamp || from == date):
		if !c.view && value.form == call && value.name == "getdate" {
			break // scrim's own sessions are in UTC
		}
		c.session(e.token.at, "%s becomes %s by the session's time zone", from, to)
	case to.time() && value.form == literal && value.token.kind == str:
		c.fixed(value.token, [...]string{date: "date", timestamp: "timestamp", timestampTZ: "timestamptz"}[to])
	case to.time() && from == text:
		c.session(e.token.at, "text becomes %s by the session's settings", to)
	}
	return to
}

func (c *checker) alternatives(e *expr, s *scope) family {
	if moments()[c.written(e)] {
		return timestamp
	}
	for _, condition := range e.args[:len(e.args)-1] {
		c.expr(condition, s)
	}
	out := unknown
	for _, result := range e.args[len(e.args)-1].args {
		if f := c.expr(result, s); out == unknown {
			out = f
		}
	}
	return out
}

func (c *checker) zone(e *expr, s *scope) family {
	from := c.expr(e.args[0], s)
	if at := e.args[1]; at.form != literal || at.token.name != "UTC" {
		c.session(e.token.at, "a time zone that is not 'UTC'")
	}
	if from == timestampTZ {
		return timestamp
	}
	if from == timestamp {
		return timestampTZ
	}
	return unknown
}

func (c *checker) in(e *expr, s *scope) {
	left := c.expr(e.args[0], s)
	if e.query != nil {
		for _, right := range c.query(e.query, s) {
			c.compared(e.token.at, left, right)
		}
	}
	for _, arg := range e.args[1:] {
		c.compared(e.token.at, left, c.expr(arg, s))
	}
}

func (c *checker) operation(e *expr, s *scope) family {
	var families []family
	for _, arg := range e.args {
		families = append(families, c.expr(arg, s))
	}
	switch e.name {
	case "=", "<>", "<", "<=", ">", ">=":
		c.compared(e.token.at, families[0], families[1])
		return boolean
	case "between":
		c.compared(e.token.at, families[0], families[1])
		c.compared(e.token.at, families[0], families[2])
		return boolean
	case "||":
		for _, f := range families {
			if f.time() || f == float {
				c.session(e.token.at, "%s becomes text by the session's settings", f)
			}
		}
		return text
	case "+", "-", "*", "/", "%", "negative":
		return families[0]
	}
	return boolean
}

// compared refuses comparisons that convert one side by the session's zone or
// format.
func (c *checker) compared(at int, left, right family) {
	if left == right || left == unknown || right == unknown || !left.time() && !right.time() {
		return
	}
	c.session(at, "%s is compared with %s: one is converted by the session's settings", left, right)
}
