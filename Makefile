# scrim: every command a developer needs. `make` alone says which.
SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS   += --no-print-directory

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unversioned)
TOOLS   := $(CURDIR)/.work/bin
LINT    := $(TOOLS)/golangci-lint
LINT_VERSION := v2.15.0

# The packages where goroutines meet: tested with the race detector.
RACE := /(reconcile|store|webhooks|server)(/|$$)

# What `make test-long` and `make mutate` do at least, and how long each target of `make fuzz` runs.
CELLS ?= 100000
N     ?= 200
TIME  ?= 10s

TESTSUM := $(GO) run ./cmd/scrim-dev/testsum

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## bin/scrim and bin/scrim-dev, static
	@mkdir -p bin
	@CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-X main.version=$(VERSION)' -o bin/ ./cmd/scrim ./cmd/scrim-dev

.PHONY: demo
demo: ## the whole product on sample data in this terminal; KEEP=1 leaves it running
	@.ci/install postgresql
	@[ -x bin/scrim-dev ] || echo 'Building scrim for the first time: this takes a few minutes once.'
	@$(MAKE) build
	@exec bin/scrim-dev demo $(if $(KEEP),--keep)

.PHONY: test-fast
test-fast: ## unit, golden and property tests without servers, under a minute
	@$(TESTSUM) -- -short ./...

.PHONY: test
test: ## everything, against real PostgreSQL and NATS of its own
	@.ci/install postgresql cc
	@mkdir -p .work
	@$(TESTSUM) -race '$(RACE)' -counts .work/counts -- -count=1 -timeout=30m ./...

.PHONY: test-long
test-long: ## the oracle against both dialects, CELLS=100000 random cells on each; SEED= draws the same again, ONLY= runs some
	@.ci/install postgresql cc
	@seed='$(SEED)'; SCRIM_CELLS=$(CELLS) RAPID_SEED=$${seed:-$$(date +%s)} \
		$(GO) test ./integration/truth -v -count=1 -timeout=6h -run '$(or $(ONLY),ShowsWhatTheOracleSays)'
	@[ -n '$(ONLY)' ] || RAPID_CHECKS=2000 $(GO) test ./integration/draw ./pkg/compile ./pkg/policy -short -count=1 -timeout=2h

.PHONY: mutate
mutate: ## break policy, compile and render in N=200 places and see that tests tell; SEED=1, ONLY=regexp
	@$(GO) run ./integration/mutate -n $(N) -seed $(or $(SEED),1) $(if $(ONLY),-only '$(ONLY)')

.PHONY: fuzz
fuzz: ## every parser, and the renderer of names and literals, for TIME=10s each; ONLY=regexp runs some
	@.ci/install postgresql
	@GO='$(GO)' .ci/fuzz '$(TIME)' '$(ONLY)'

.PHONY: judge
judge: ## outside judges read all Redshift SQL: the bytebase grammar and sqlfluff
	@.ci/install sqlfluff
	@mkdir -p .work
	@$(GO) run ./integration/judges

.PHONY: bench
bench: ## measure; ONLY=regexp runs some; one JSON line per figure
	@.ci/install postgresql
	@$(GO) run ./integration/bench $(if $(ONLY),-only '$(ONLY)')

.PHONY: lint
lint: $(LINT)-$(LINT_VERSION) ## golangci-lint, with the import arrow
	@$(LINT)-$(LINT_VERSION) run ./...

$(LINT)-$(LINT_VERSION):
	@echo "Installing golangci-lint $(LINT_VERSION) into .work/bin, once." >&2
	@mkdir -p $(TOOLS)
	@GOBIN=$(TOOLS) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)
	@mv $(LINT) $@

.PHONY: fmt
fmt: ## gofmt every file
	@gofmt -w -s $$(git ls-files -co --exclude-standard '*.go')

.PHONY: clean
clean: ## remove what make made
	@rm -rf bin .work
