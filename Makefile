# `make` lists what there is. Everything runs in .venv, which each command sets up when needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
JOBS ?= 2
SEEN := build/seen

# else every process that a test starts compiles anew all that it imports, which takes half its time
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check beside lint types layers explore data fix snapshots pictures site dist release bundle changelog clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/ready ## Set up, write a demonstration workspace and show its district table
	@rm -rf $(DEMO)
	@$(BIN)/ledger demo $(DEMO)
	@$(BIN)/ledger -C $(DEMO) --color always status --as-of 2022-01-20

test: $(VENV)/ready ## Set up and run the tests
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not beside"

check: ## Style, types, layers, tests with coverage, the data
	@rm -rf $(SEEN)
	@MEASURED=$(CURDIR)/$(SEEN) $(MAKE) --no-print-directory -j 5 lint types layers data test
	@$(BIN)/slipcover --merge $(SEEN)/*.json --out $(SEEN)/all.json --skip-covered --fail-under 97

beside: $(VENV)/ready ## Run what takes minutes: every case that check samples, both READMEs word for word, an office suite
	$(BIN)/python -m pytest -q -n $(JOBS) -m beside

lint: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/ready
	$(BIN)/mypy

layers: $(VENV)/ready
	$(BIN)/lint-imports

explore: $(VENV)/ready ## Look for new counterexamples: the properties with random examples
	EXPLORE=1 $(BIN)/python -m pytest -q -n $(JOBS) tests/properties

data: $(VENV)/ready
	$(BIN)/ledger check

fix: $(VENV)/ready ## Format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

snapshots: $(VENV)/ready ## Accept the present output as the tests' snapshots
	$(BIN)/python -m pytest -q --snapshot-update

pictures: $(VENV)/ready ## Make the READMEs' pictures anew
	$(BIN)/python docs/pictures.py

site: $(VENV)/ready ## Build the documentation as a web site, in build/site
	$(BIN)/python docs/site.py build/site

dist: $(VENV)/ready ## Build the wheel and the sdist
	$(BIN)/python -m build --outdir dist

release: $(VENV)/ready ## Build a release, try it in clean environments, write its bill of materials
	.ci/release

bundle: ## Build the program as one file that needs no Python, and try it
	.ci/bundle

changelog: $(VENV)/ready ## Show what the changelog says of the next release
	$(BIN)/towncrier build --draft

clean: ## Remove what the other commands made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
