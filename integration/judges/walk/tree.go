package walk

// expr is an expression. What its parts are depends on its form.
type expr struct {
	form  form
	name  string   // a function, operator, type, keyword, or the last part of a column
	parts []string // the qualifiers of a function or column, outermost first
	args  []*expr
	query *query
	token token // where it begins
	end   int   // where it ends, in bytes
}

type form int

const (
	column    form = iota
	literal        // a text, number, TRUE, FALSE, NULL or parameter: token says which
	constant       // DATE '…', TIMESTAMP '…', TIMESTAMPTZ '…'
	keyword        // CURRENT_USER and its kind
	call           // a function with arguments
	cast           // CAST(args[0] AS name)
	caseOf         // all WHENs, THENs and the ELSE; thens says which are results
	operation      // an operator between args
	zone           // args[0] AT TIME ZONE args[1]
	exists         // EXISTS (query)
	in             // args[0] IN (query or the other args)
	scalar         // (query)
	star           // *
)

// query is a SELECT, with what UNION adds to it.
type query struct {
	items  []item
	from   []source
	where  *expr
	others []*expr // GROUP BY, HAVING, ORDER BY
	unions []*query
	with   []named
}

// item is one entry of a SELECT list.
type item struct {
	value *expr
	as    string
}

// named is a query of a WITH clause.
type named struct {
	name  string
	query *query
}

// source is one entry of FROM.
type source struct {
	relation relation // when it is a relation
	query    *query   // when it is a query
	as       string
	on       *expr
	joined   bool // by JOIN … ON; else it is first, or behind a comma or CROSS JOIN
	at       int
}

// relation is a name in FROM, or one that a statement is about.
type relation struct {
	parts []string
	at    int
}

// parsed is a statement as far as rules look at it.
type parsed struct {
	view      bool // CREATE VIEW
	late      bool // WITH NO SCHEMA BINDING
	query     *query
	exprs     []*expr    // VALUES, SET and WHERE of a statement that writes
	relations []relation // that it is about, besides those of its query
	types     []typeName
	passwords []token
}

type typeName struct {
	name string
	at   int
}
