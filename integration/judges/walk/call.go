package walk

// call looks at a function: which, how it is written, where it stands.
func (c *checker) call(e *expr, s *scope) family {
	var args []family
	for _, arg := range e.args {
		args = append(args, c.expr(arg, s))
	}
	f, known := functions()[e.name]
	switch {
	case len(e.parts) == 1 && e.parts[0] == "scrim_functions", len(e.parts) == 2 && e.parts[1] == "scrim_functions":
		return unknown // one that an administrator registered
	case !known:
		c.found(Function, e.token.at, "the function %s is not on the list", e.name)
	case f.bare:
		if len(e.parts) > 0 {
			c.found(Qualified, e.token.at, "%s is part of the grammar and has no schema", e.name)
		}
		return first(args)
	case f.aggregate && !c.view && len(e.parts) == 0:
	case len(e.parts) != 1 || e.parts[0] != "pg_catalog":
		c.found(Qualified, e.token.at, "%s is not written with pg_catalog: a function of somebody else could take its place", e.name)
	}
	if f.leader {
		c.leader = append(c.leader, Finding{Rule: Leader, At: e.token.at, Message: e.name + " runs on the leader node alone, which reads no table"})
	}
	return c.result(e, f, args)
}

func first(args []family) family {
	for _, f := range args {
		if f != unknown {
			return f
		}
	}
	return unknown
}

// result looks at the arguments of a known function, and says what it gives.
func (c *checker) result(e *expr, f function, args []family) family {
	switch e.name {
	case "getdate":
		if c.view {
			c.session(e.token.at, "GETDATE follows the session's time zone")
		}
	case "to_char":
		c.format(e, args)
	case "date_trunc":
		return c.truncated(e, args)
	case "sha2":
		c.digest(e.args[0])
	case "mod", "floor", "abs", "min", "max", "sum":
		return first(args)
	}
	if f.gives == text {
		for _, arg := range args[:min(len(args), 1)] {
			if e.name != "to_char" && (arg.time() || arg == float) {
				c.session(e.token.at, "%s becomes text by the session's settings", arg)
			}
		}
	}
	return f.gives
}

// format wants a timestamp without zone in one of the fixed formats.
func (c *checker) format(e *expr, args []family) {
	if len(args) != 2 || args[0] != timestamp && args[0] != unknown {
		c.session(e.token.at, "TO_CHAR of what is no timestamp without zone follows the session's settings")
		return
	}
	if !set("YYYY-MM-DD", "YYYY-MM-DD HH24:MI:SS.US")[e.args[1].token.name] {
		c.session(e.token.at, "TO_CHAR with a format that is not on the list")
	}
}

func (c *checker) truncated(e *expr, args []family) family {
	if len(args) != 2 {
		return unknown
	}
	if args[1] == timestampTZ || args[1] == date {
		c.session(e.token.at, "DATE_TRUNC of %s cuts in the session's time zone", args[1])
	}
	return timestamp
}

// digest refuses a literal in what is hashed: a salt is read from a table.
func (c *checker) digest(e *expr) {
	if e.form == literal && e.token.kind == str {
		c.found(Secret, e.token.at, "a literal in what is hashed: a salt is read from mask_secret, where only the owner sees it")
		return
	}
	if e.form == operation && e.name == "||" {
		for _, arg := range e.args {
			c.digest(arg)
		}
	}
}
