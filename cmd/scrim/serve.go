package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"scrim/cmd/scrim/config"
	"scrim/cmd/scrim/service"
)

func (a *app) serveCommand() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Take events in and keep every registered warehouse as the documents say",
		Long: `Takes signed webhooks and NATS messages in, keeps them, and makes every
registered warehouse equal to what they say. It is the only part of scrim that
writes to a warehouse. It logs on standard error and stops cleanly on SIGTERM.`,
		Example: "  scrim serve --config scrim.yaml",
		GroupID: groupServer,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text, err := os.ReadFile(path)
			if err != nil {
				return hint(fmt.Errorf("reading the configuration: %w", err), "examples/scrim.yaml is one to begin with")
			}
			c, issues := config.Load(text, path)
			if err := issues.Err(); err != nil {
				return err
			}
			log := logger(a.stderr, c.Log)
			return service.Run(cmd.Context(), c, service.Options{
				Env: a.env, Log: log, Now: a.now,
				Started: func(addr string) { log.InfoContext(cmd.Context(), "scrim serves", "address", addr) },
			})
		},
	}
	cmd.Flags().StringVar(&path, "config", "scrim.yaml", "the configuration file")
	return cmd
}

// logger writes as the configuration says; config.Load has checked the words.
func logger(to io.Writer, c config.Log) *slog.Logger {
	var level slog.Level
	if level.UnmarshalText([]byte(c.Level)) != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}
