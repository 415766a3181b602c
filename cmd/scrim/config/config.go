// Package config reads the one file that "scrim serve" is configured by.
//
// It promises that reading is strict (an unknown field, a wrong type or an
// impossible value is an issue with its line and excerpt, all reported at
// once), that a Config which Load returned has every default filled in, and
// that no secret is in the file: where one is needed, the file says where it
// is kept, "env:NAME" or "file:/path". It opens no connection and resolves no
// reference.
package config

import (
	"time"

	"scrim/pkg/catalog"
)

// Config is the whole file.
type Config struct {
	// Listen is the address of the webhook, admin, health and metrics door.
	// Default 127.0.0.1:7400.
	Listen string `yaml:"listen"`

	// Admin guards the admin API.
	Admin Admin `yaml:"admin"`

	// Store is scrim's own state.
	Store Store `yaml:"store"`

	// MasterKey is where the key is that all salts are made from; at least 32
	// bytes of text. Required: without it a hash mask shows NULL. Losing it
	// changes every hash.
	MasterKey catalog.Reference `yaml:"master_key"`

	// Senders are who may post webhooks or publish signed messages.
	Senders []Sender `yaml:"senders"`

	// NATS is the second door. Default: none.
	NATS *NATS `yaml:"nats"`

	// Clusters are documents of kind cluster, sent through the admin door at
	// each start; a version that is known already changes nothing.
	Clusters []Document `yaml:"clusters"`

	// Log says how scrim tells what it does, on standard error.
	Log Log `yaml:"log"`
}

// Admin guards the admin API.
type Admin struct {
	// Token is where the bearer token is. Required.
	Token catalog.Reference `yaml:"token"`
}

// Store is where scrim keeps journal, objects and status.
type Store struct {
	// Path of the SQLite file; its folder must exist. Default scrim.db in the
	// working directory.
	Path string `yaml:"path"`
}

// Sender is one platform that tells scrim things.
type Sender struct {
	// Name of the sender, for status and logs. Required, unique.
	Name string `yaml:"name"`

	// Secrets are where its Standard Webhooks secrets ("whsec_…") are; each of
	// them is accepted, so that they can be rotated. Required.
	Secrets []catalog.Reference `yaml:"secrets"`

	// Allow lists the event types it may send, "scrim.user.updated" or
	// "scrim.user.*". Default: none.
	Allow []string `yaml:"allow"`

	// Sources lists the CloudEvents sources that it may speak for. Default:
	// its name.
	Sources []string `yaml:"sources"`
}

// NATS is a JetStream stream to read events from.
type NATS struct {
	// URL of the server, "nats://host:4222". Required. A password in it is
	// refused: see Credentials.
	URL string `yaml:"url"`

	// Credentials is where a NATS credentials file is, "file:/path". Default:
	// none.
	Credentials catalog.Reference `yaml:"credentials"`

	// Stream that holds the subject. It must exist; scrim makes only its own
	// consumer. Default SCRIM.
	Stream string `yaml:"stream"`

	// Subject to read, wildcards allowed. Default scrim.events.
	Subject string `yaml:"subject"`

	// Durable is the name of the consumer, one for each scrim. Default scrim.
	Durable string `yaml:"durable"`

	// TrustedSender is the sender, by name, in whose name unsigned messages on
	// the subject are accepted; its allow-list holds. Default: none, messages
	// must be signed.
	TrustedSender string `yaml:"trusted_sender"`
}

// Log says what is logged.
type Log struct {
	// Level is debug, info, warn or error. Default info.
	Level string `yaml:"level"`

	// Format is text or json. Default text.
	Format string `yaml:"format"`
}

// Document is one document written into the file.
type Document struct {
	JSON []byte // the document as JSON
	Line int    // where it begins
}

// ShutdownGrace is how long requests and the unit that runs may take to end
// after a signal.
const ShutdownGrace = 15 * time.Second
