# Trait d'union: `make` or `make help` lists what can be done.
.DEFAULT_GOAL := help
.PHONY: help demo test bench fuzz fmt assets clean

# make demo PORT=9000 DEMO_ARGS="--youths 2000 --fresh"
PORT ?=
SECONDS ?= 20
DEMO_ARGS ?=

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Build, invent a territory, import it and serve it (PORT=8080, DEMO_ARGS="--youths 20000")
	@scripts/need demo
	@$(MAKE) --no-print-directory assets
	cargo build --locked --profile demo -p tdu
	exec target/demo/tdu demo $(if $(PORT),--port $(PORT)) $(DEMO_ARGS)

test: ## Check everything that CI checks: format, lints, licences, docs, tests on both engines, browser
	@scripts/test

bench: ## Measure imports, recomputing and pages against their floors (SQLite and PostgreSQL)
	@scripts/bench

fuzz: ## Throw bytes at every parser, SECONDS=20 each (needs the nightly toolchain; installs cargo-fuzz)
	@scripts/fuzz $(SECONDS)

fmt: ## Format the Rust code
	cargo fmt --all

assets: front/dist/manifest.json crates/tdu-simulation/generated/communes.csv ## Build what the binary embeds: styles, script, icons, communes

clean: ## Remove what was built (demo data stay)
	cargo clean
	rm -rf front/dist front/node_modules front/mock/out e2e/node_modules e2e/test-results e2e/playwright-report crates/*/generated

front/node_modules/.stamp: front/package-lock.json front/.npmrc
	cd front && npm ci --loglevel=error
	touch $@

front/dist/manifest.json: front/node_modules/.stamp front/build.mjs front/icons.txt $(wildcard front/src/* front/src/theme/* front/static/*)
	node front/build.mjs

crates/tdu-simulation/generated/communes.csv: front/node_modules/.stamp front/communes.mjs
	node front/communes.mjs
	touch $@

e2e/node_modules/.stamp: e2e/package-lock.json e2e/.npmrc
	cd e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --loglevel=error
	touch $@
