# Nothing is activated and nothing is installed outside this folder but Debian's packages, by root.
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile pyproject.toml --no-config --quiet --upgrade --universal --generate-hashes \
	--no-header --no-emit-index-url

# Sizes and options of the bench: make bench BENCH="1000 10000 --rounds 5"
BENCH ?= 1000 --rounds 3

.PHONY: help html serve test reached lint docs messages picture lighthouse bench lock clean
.DEFAULT_GOAL := help

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

html: .venv/runtime ## Build the site into output/
	$(BIN)/factcheck build --release

serve: .venv/runtime ## Show the site at localhost:8000 and follow each edit
	$(BIN)/factcheck serve

test: lint node_modules/.package-lock.json ## Lint, check types and run all tests
	@echo '== tests'
	$(BIN)/python -m pytest -n auto

reached: lint node_modules/.package-lock.json ## Run all tests, and list the lines that none of them reaches
	$(BIN)/python -m pytest -n auto --cov

lint: .venv/dev ## Lint and check types
	@echo '== lint'
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	@echo '== types'
	$(BIN)/mypy

docs: .venv/runtime ## Renew the reference pages in docs/
	$(BIN)/python scripts/reference.py

messages: .venv/runtime ## Collect the words of the interface for translators
	$(BIN)/python scripts/messages.py

lighthouse: node_modules/.package-lock.json ## Run Lighthouse on a made-up site of 1,000 claims
	$(BIN)/python scripts/lighthouse.py

bench: .venv/runtime bench/.venv/ready ## Build the same pages with us and with others, side by side
	$(BIN)/python bench/bench.py --check $(BENCH)

picture: html ## Renew the picture in the README
	scripts/picture

# First the lock of all there is, then the part of it that builds the site: so both have the same versions.
lock: .venv/runtime ## Renew the lock files
	$(BIN)/python -m pip install --quiet --upgrade uv
	$(LOCK) --group dev --extra distributed --extra external --extra publish --output-file requirements-dev.txt
	$(LOCK) --group build --constraint requirements-dev.txt --output-file requirements.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
	cd bench && npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
	$(BIN)/uv pip compile bench/requirements.in --no-config --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url --output-file bench/requirements.txt

clean: ## Remove all that was made here
	rm -rf .venv node_modules bench/.venv bench/node_modules output .output.factcheck .factcheck-cache build dist .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache

# Stamps: each layer is set up once, and again when what it is made from changes.
.venv/runtime: requirements.txt pyproject.toml scripts/setup
	@scripts/setup runtime
	@touch $@

.venv/dev: .venv/runtime requirements-dev.txt
	@scripts/setup dev
	@touch $@

bench/.venv/ready: .venv/runtime bench/requirements.txt bench/package-lock.json
	@scripts/setup bench
	@touch $@

node_modules/.package-lock.json: .venv/dev package-lock.json
	@scripts/setup tools
	@touch $@
