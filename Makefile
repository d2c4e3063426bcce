# What a developer does, one word each. The words that need more than a line are in scripts/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help

# One package selection for every native build: under another one cargo unifies features
# differently and compiles half of the dependencies again. The single-page app is built for
# WebAssembly, in a target directory of its own.
export BOLE_PACKAGES := --workspace --exclude bole-frontend
export BOLE_TARGET := $(or $(CARGO_TARGET_DIR),target)
BOLE := $(BOLE_TARGET)/debug/bole

.PHONY: help
help: ## List these words
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

.PHONY: run
run: ## Build what has changed, start Bole and print its address
	@scripts/run.sh

.PHONY: dev
dev: ## The same, and rebuild server and SPA when a file is saved
	@scripts/dev.sh

.PHONY: check
check: fmt lint lint-spa unit ## Format, lints, unit and API tests on SQLite: the fast part

.PHONY: test
test: check ## Everything: check, PostgreSQL, MariaDB, real mail servers, the SPA's size, browser journeys
	scripts/with-services.sh $(MAKE) services journeys

.PHONY: fmt
fmt:
	cargo fmt --all --check

.PHONY: lint
lint:
	cargo clippy $(BOLE_PACKAGES) --all-targets -- -D warnings

# In the target directory and profile of the SPA's build, which then finds its macros compiled.
.PHONY: lint-spa
lint-spa:
	@scripts/install-wasm-target.sh
	cargo clippy -p bole-frontend --target wasm32-unknown-unknown --target-dir target/wasm --profile wasm-release -- -D warnings

.PHONY: unit
unit:
	scripts/test-rust.sh

# Only inside scripts/with-services.sh: the tests that a server in the environment makes do more.
.PHONY: services
services:
	scripts/test-rust.sh services

.PHONY: spa
spa:
	@scripts/build-spa.sh

.PHONY: server
server:
	cargo build $(BOLE_PACKAGES) --bin bole

.PHONY: journeys
journeys: spa server
	scripts/browser-tests.sh

.PHONY: shots
shots: spa server ## Screenshots of every page in shots/ (ARGS="--page jobs --size phone --theme dark --lang zh")
	scripts/shots.sh $(ARGS)

.PHONY: bench
bench: ## Measure, and print the tables of docs/performance.md (ARGS="matching")
	@scripts/bench.sh $(ARGS)

.PHONY: fuzz
fuzz: server ## Ten minutes of schemathesis against the API (ARGS="--include-path-regex jobs")
	@scripts/fuzz-api.sh $(ARGS)

.PHONY: release
release: ## The optimised server and SPA, packed in target/
	scripts/release.sh

.PHONY: openapi
openapi: server ## Write openapi/openapi.json from the code
	$(BOLE) openapi > openapi/openapi.json.new
	mv openapi/openapi.json.new openapi/openapi.json

.PHONY: corpus
corpus: ## Field accuracy of the built-in parser on tests/corpus
	scripts/test-rust.sh corpus

.PHONY: clean
clean: ## Remove what was built; data/ stays
	cargo clean
	rm -rf frontend/dist shots tests/e2e/results
