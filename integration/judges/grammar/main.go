// Command grammar parses statements by the bytebase Redshift grammar. It reads
// a JSON list of texts and writes a JSON list of complaints, empty where there
// is none.
//
// It is a module of its own: the grammar takes a minute and 4 GB to build, and
// the product stays without it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"

	"github.com/antlr4-go/antlr/v4"
	"github.com/bytebase/parser/redshift"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "grammar:", err)
		os.Exit(2)
	}
}

func run() error {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		return fmt.Errorf("reading statements: %w", err)
	}
	complaints := make([]string, len(texts))
	for i, text := range texts {
		complaints[i] = parse(text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(complaints); err != nil {
		return fmt.Errorf("writing complaints: %w", err)
	}
	return nil
}

// one is held while the parser works: its tables are shared, and two parses at
// once are a data race.
var one sync.Mutex

// parse says what the grammar has against a text: the first error, or nothing.
func parse(text string) string {
	one.Lock()
	defer one.Unlock()
	l := &first{DefaultErrorListener: antlr.NewDefaultErrorListener()}
	lexer := redshift.NewRedshiftLexer(antlr.NewInputStream(text))
	lexer.RemoveErrorListeners()
	lexer.AddErrorListener(l)
	p := redshift.NewRedshiftParser(antlr.NewCommonTokenStream(lexer, antlr.TokenDefaultChannel))
	p.RemoveErrorListeners()
	p.AddErrorListener(l)
	p.Root()
	return l.complaint
}

// first keeps the first error.
type first struct {
	*antlr.DefaultErrorListener
	complaint string
}

func (l *first) SyntaxError(_ antlr.Recognizer, _ any, line, column int, message string, _ antlr.RecognitionException) {
	if l.complaint == "" {
		l.complaint = fmt.Sprintf("line %d, column %d: %s", line, column, message)
	}
}
