package config_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/cmd/scrim/config"
	"scrim/pkg/event"
)

const smallest = `
admin: {token: env:SCRIM_TOKEN}
master_key: env:SCRIM_MASTER_KEY
`

func TestDefaults(t *testing.T) {
	got, issues := config.Load([]byte(smallest+`
senders:
  - {name: immuta, secrets: ["env:S"], allow: ["scrim.*"]}
nats: {url: "nats://127.0.0.1:4222"}
clusters:
  - kind: cluster
    id: main
    version: 18446744073709551615
`), "scrim.yaml")
	if issues != nil {
		t.Fatal(issues.Err())
	}
	want := config.Config{
		Listen:    "127.0.0.1:7400",
		Admin:     config.Admin{Token: "env:SCRIM_TOKEN"},
		Store:     config.Store{Path: "scrim.db"},
		MasterKey: "env:SCRIM_MASTER_KEY",
		Senders:   []config.Sender{{Name: "immuta", Secrets: got.Senders[0].Secrets, Allow: []string{"scrim.*"}, Sources: []string{"immuta"}}},
		NATS:      &config.NATS{URL: "nats://127.0.0.1:4222", Stream: "SCRIM", Subject: "scrim.events", Durable: "scrim"},
		Clusters:  []config.Document{{JSON: []byte(`{"id":"main","kind":"cluster","version":18446744073709551615}`), Line: 9}},
		Log:       config.Log{Level: "info", Format: "text"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestMistakes shows what a person reads for each kind of mistake.
func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"unknown field":    {smallest + "lisen: x\n", "scrim.yaml:4:1: error [unknown-field] unknown field \"lisen\""},
		"wrong type":       {smallest + "senders: 3\n", "scrim.yaml:4:10: error [wrong-type] int was used where sequence is expected"},
		"unquoted":         {smallest + "senders:\n- {name: a, secrets: [env:A]}\n", "quote what has a colon"},
		"not YAML":         {"a: [", "scrim.yaml:1:"},
		"empty":            {"", "scrim.yaml admin.token: error [missing-field] admin.token is required"},
		"address":          {smallest + "listen: 8080\n", "scrim.yaml:4:9 listen: error [bad-address]"},
		"secret in place":  {"admin: {token: hunter2}\nmaster_key: env:K\n", "scrim.yaml:1:16 admin.token: error [bad-reference]"},
		"sender twice":     {smallest + "senders:\n- {name: a, secrets: [\"env:A\"], allow: [scrim.*]}\n- {name: a, secrets: [\"env:A\"], allow: [scrim.*]}\n", "scrim.yaml:6:10 senders[1].name: error [duplicate]"},
		"sender nothing":   {smallest + "senders:\n- {name: a}\n", "scrim.yaml:5:3 senders[0]: error [missing-field] sender \"a\" may send nothing"},
		"allow":            {smallest + "senders:\n- {name: a, secrets: [\"env:A\"], allow: [\"*.updated\"]}\n", "senders[0].allow[0]: error [bad-pattern]"},
		"NATS password":    {smallest + "nats: {url: \"nats://u:hunter2@h:4222\"}\n", "scrim.yaml:4:13 nats.url: error [secret-in-text]"},
		"NATS whom":        {smallest + "nats: {url: \"nats://h:4222\", trusted_sender: x}\n", "nats.trusted_sender: error [unknown-sender]"},
		"cluster no map":   {smallest + "clusters: [3]\n", "scrim.yaml:4:12: error [wrong-type] int was used where mapping is expected"},
		"log level":        {smallest + "log: {level: loud}\n", "scrim.yaml:4:14 log.level: error [unknown-value]"},
		"same key twice":   {smallest + "listen: a:1\nlisten: b:2\n", "scrim.yaml:5:1: error [unreadable]"},
		"several at once":  {smallest + "listen: 1\nlog: {level: loud}\n", "log.level"},
		"several at once2": {smallest + "listen: 1\nlog: {level: loud}\n", "bad-address"},
	} {
		t.Run(name, func(t *testing.T) {
			_, issues := config.Load([]byte(c.text), "scrim.yaml")
			err := issues.Err()
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got\n%v\nwant %s", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Error("the message repeats what may be a secret")
			}
		})
	}
}

// TestExample loads every configuration of examples.
func TestExample(t *testing.T) {
	for _, name := range []string{"scrim.yaml", "compose/scrim.yaml"} {
		text, err := os.ReadFile("../../../examples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		c, issues := config.Load(text, name)
		for _, d := range c.Clusters {
			_, found := event.DecodeDocument(event.KindCluster, d.JSON)
			issues = append(issues, found...)
		}
		for _, one := range issues {
			t.Error(one)
		}
	}
}
