package redshiftd

import "fmt"

// reserved are Redshift's reserved words (D r_pg_keywords; reference/redshift-reserved-words.txt) that PostgreSQL takes for
// names. PostgreSQL itself refuses the others.
func reserved() map[string]bool {
	words := set(`between binary connect current_user_id freeze identity ignore isnull language minus new notnull nulls off old open overlaps parallel
		partition percent pivot respect start sysdate system timestamp top unpivot interval without`)
	for w := range storageWords() {
		words[w] = true
	}
	return words
}

// storageWords are the reserved words that no query has a place for: wherever one stands it is meant as a name.
func storageWords() map[string]bool {
	return set(`aes128 aes256 allowoverwrite az64 backup blanksasnull bytedict bzip2 credentials deflate defrag delta delta32k disable emptyasnull
		enable encode encrypt encryption explicit globaldict256 globaldict64k gzip lun luns lzo lzop mostly16 mostly32 mostly8 offline permissions raw
		readratio recover rejectlog resort restore snapshot tag tdes text255 text32k truncatecolumns wallet`)
}

// systemColumns are names that every table has already (D r_names).
func systemColumns() map[string]bool { return set("oid tableoid xmin cmin xmax cmax ctid") }

// newName refuses a reserved word as the name of what is made, unless it is quoted.
func (g grammar) newName(t token) *Error {
	if t.kind == word && g.reserved[t.name] {
		return near(t)
	}
	return nil
}

// newColumn refuses reserved words and the columns of the system as a column's name.
func (g grammar) newColumn(t token) *Error {
	if t.ident() && systemColumns()[t.name] {
		return &Error{Code: "42701", Message: fmt.Sprintf("column name %q conflicts with a system column name", t.name)}
	}
	return g.newName(t)
}

// reservedWords refuses reserved words in the places of names: relations, their aliases, and words that mean nothing in a query.
func (g grammar) reservedWords(s *statement) *Error {
	for _, r := range s.rels {
		alias := r.to
		if s.at(alias).is("as") {
			alias++
		}
		if r.alias {
			if err := g.newName(s.at(alias)); err != nil {
				return err
			}
		}
		if len(r.parts) == 1 {
			if err := g.newName(s.at(r.from)); err != nil {
				return err
			}
		}
	}
	if !s.at(0).is("select", "insert", "update", "delete", "with", "merge", "(") {
		return nil
	}
	for i, t := range s.tokens {
		if t.kind == word && g.storage[t.name] && !s.at(i-1).is(".", "as") {
			return near(t)
		}
	}
	return nil
}
