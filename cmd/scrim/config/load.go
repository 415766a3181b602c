package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
)

// Load reads the text of a configuration file; name is for places. The Config
// is to be used only when the list has no errors.
func Load(text []byte, name string) (Config, issue.List) {
	at := issue.Place{Input: name}
	var c Config
	err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict(), yaml.DisallowUnknownField()).Decode(&c)
	if err != nil && !errors.Is(err, io.EOF) {
		return Config{}, issue.List{fromYAML(err, at)}
	}
	c.fillIn()
	check := checker{at: at, file: parsed(text)}
	check.config(c)
	return c, check.found.Sorted()
}

func (c *Config) fillIn() {
	set := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	set(&c.Listen, "127.0.0.1:7400")
	set(&c.Store.Path, "scrim.db")
	set(&c.Log.Level, "info")
	set(&c.Log.Format, "text")
	for i := range c.Senders {
		if len(c.Senders[i].Sources) == 0 {
			c.Senders[i].Sources = []string{c.Senders[i].Name}
		}
	}
	if c.NATS != nil {
		set(&c.NATS.Stream, "SCRIM")
		set(&c.NATS.Subject, "scrim.events")
		set(&c.NATS.Durable, "scrim")
	}
}

// UnmarshalYAML keeps a document as JSON, with its line.
func (d *Document) UnmarshalYAML(node ast.Node) error {
	var value map[string]any
	if err := yaml.NodeToValue(node, &value); err != nil {
		return err //nolint:wrapcheck // the decoder adds the place
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("reading a document: %w", err)
	}
	d.JSON, d.Line = text, node.GetToken().Position.Line
	return nil
}

// checker finds what a type cannot say.
type checker struct {
	at    issue.Place
	file  *ast.File // for lines; nil when there is none
	found issue.List
}

func (c *checker) add(path string, code issue.Code, hint, format string, args ...any) {
	c.found.Add(c.place(path), code, hint, format, args...)
}

// place finds the line of a path, or of the nearest field around it that is
// in the file.
func (c *checker) place(path string) issue.Place {
	at := c.at
	at.Path = path
	for near := path; near != "" && c.file != nil; near = near[:max(strings.LastIndexAny(near, ".["), 0)] {
		found, err := yaml.PathString("$." + near)
		if err != nil {
			continue
		}
		node, err := found.FilterFile(c.file)
		if err == nil && node != nil {
			at.Line, at.Column = node.GetToken().Position.Line, node.GetToken().Position.Column
			break
		}
	}
	return at
}

func (c *checker) config(v Config) {
	if _, _, err := net.SplitHostPort(v.Listen); err != nil {
		c.add("listen", "bad-address", `write host:port, as "127.0.0.1:7400"`, "%q is no address to listen on", v.Listen)
	}
	c.reference("admin.token", v.Admin.Token, true)
	c.reference("master_key", v.MasterKey, true)
	c.oneOf("log.level", v.Log.Level, "debug", "info", "warn", "error")
	c.oneOf("log.format", v.Log.Format, "text", "json")
	names := map[string]bool{}
	for i, s := range v.Senders {
		c.sender(fmt.Sprintf("senders[%d]", i), s, names)
	}
	if v.NATS != nil {
		c.nats(*v.NATS, names)
	}
}

func (c *checker) sender(path string, s Sender, names map[string]bool) {
	switch {
	case s.Name == "":
		c.add(path, "missing-field", "every sender needs a name", "a sender has no name")
	case s.Name == "scrim":
		c.add(path+".name", "reserved-name", "choose another name", `"scrim" is scrim itself`)
	case names[s.Name]:
		c.add(path+".name", "duplicate", "give one sender several secrets instead", "two senders are called %q", s.Name)
	}
	names[s.Name] = true
	if len(s.Secrets) == 0 {
		c.add(path, "missing-field", `secrets: ["env:NAME"]`, "sender %q has no secrets, so nothing it sends could be accepted", s.Name)
	}
	for i, r := range s.Secrets {
		c.reference(fmt.Sprintf("%s.secrets[%d]", path, i), r, true)
	}
	if len(s.Allow) == 0 {
		c.add(path, "missing-field", `allow: ["scrim.*"] allows everything`, "sender %q may send nothing", s.Name)
	}
	for i, pattern := range s.Allow {
		if !strings.HasPrefix(pattern, "scrim.") || strings.Contains(strings.TrimSuffix(pattern, "*"), "*") {
			c.add(fmt.Sprintf("%s.allow[%d]", path, i), "bad-pattern",
				`write "scrim.user.updated", "scrim.user.*" or "scrim.*"`, "%q is no event type or beginning of one", pattern)
		}
	}
}

func (c *checker) nats(n NATS, senders map[string]bool) {
	u, err := url.Parse(n.URL)
	switch {
	case n.URL == "":
		c.add("nats", "missing-field", "url: nats://host:4222", "there is no server to connect to")
	case err != nil || u.Host == "":
		c.add("nats.url", "bad-address", "write nats://host:4222", "this is no address of a NATS server")
	case u.User != nil:
		c.add("nats.url", "secret-in-text", "put it into a credentials file: credentials: file:/path", "a secret is written into the address")
	}
	c.reference("nats.credentials", n.Credentials, false)
	if n.Credentials != "" && !strings.HasPrefix(string(n.Credentials), "file:") {
		c.add("nats.credentials", "bad-reference", "write file:/path", "NATS reads credentials from a file")
	}
	if n.TrustedSender != "" && !senders[n.TrustedSender] {
		c.add("nats.trusted_sender", "unknown-sender", "name one of senders:", "there is no sender %q", n.TrustedSender)
	}
}

// reference checks that a secret is named and not written. The text itself is
// never repeated: it may be the secret.
func (c *checker) reference(path string, r catalog.Reference, required bool) {
	kind, name, ok := strings.Cut(string(r), ":")
	switch {
	case r == "" && required:
		c.add(path, "missing-field", "write env:NAME or file:/path", "%s is required", path)
	case r != "" && (!ok || name == "" || kind != "env" && kind != "file"):
		c.add(path, "bad-reference", "write env:NAME or file:/path", "this does not say where the secret is kept")
	}
}

func (c *checker) oneOf(path, value string, allowed ...string) {
	for _, a := range allowed {
		if value == a {
			return
		}
	}
	c.add(path, "unknown-value", "write "+strings.Join(allowed, ", "), "%q is none of them", value)
}

func parsed(text []byte) *ast.File {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil
	}
	return file
}

// fromYAML turns a decoder's error into an issue. Type errors quote the file,
// which holds no secret by construction.
func fromYAML(err error, at issue.Place) issue.Issue {
	one := issue.Issue{Place: at, Code: "unreadable", Message: err.Error()}
	var known yaml.Error
	if !errors.As(err, &known) {
		return one
	}
	one.Message = known.GetMessage()
	if token := known.GetToken(); token != nil && token.Position != nil {
		one.Place.Line, one.Place.Column = token.Position.Line, token.Position.Column
	}
	if _, excerpt, ok := strings.Cut(known.FormatError(false, true), "\n"); ok {
		one.Excerpt = excerpt
	}
	var unknown *yaml.UnknownFieldError
	var wrong *yaml.TypeError
	var shape *yaml.UnexpectedNodeTypeError
	switch {
	case errors.As(err, &shape):
		one.Code = "wrong-type"
	case errors.As(err, &unknown):
		one.Code, one.Hint = "unknown-field", "examples/scrim.yaml shows every field"
	case errors.As(err, &wrong):
		one.Code, one.Message = "wrong-type", fmt.Sprintf("this is %s where %s belongs", word(wrong.SrcType), word(wrong.DstType))
		if word(wrong.SrcType) == "a mapping" && word(wrong.DstType) == "text" {
			one.Hint = `in a list in brackets, quote what has a colon: ["env:NAME"]`
		}
	}
	return one
}

// word names a type as a person who writes YAML does.
func word(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Map, reflect.Struct, reflect.Pointer:
		return "a mapping"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Bool:
		return "true or false"
	default:
		return "a number"
	}
}
