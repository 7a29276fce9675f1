# Everything is reached from here: `make help`.
# RETTESNOR_* variables pass through to the program; PYTHON picks the interpreter that makes the virtual environment.

PYTHON ?= python3
VENV ?= .venv
WORKERS ?= 2
DATA ?=
ARGS ?=
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install -qq --editable
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
BENCH_READY := $(VENV)/.ready-bench
PINS := pyproject.toml constraints.txt
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check fix golden evals bench load scale soak encoder encoder-eval docs clean

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUN_READY) ## Install what is needed, read the corpus and serve it (http://127.0.0.1:8000)
	@$(BIN)/rettesnor ingest
	@exec $(BIN)/rettesnor serve

test: $(DEV_READY) ## Run the tests
	@$(BIN)/python -m pytest -m "not soak" -n $(WORKERS) --dist worksteal

check: $(DEV_READY) ## Check format, lint, types, import layers and that generated pages are fresh
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m evals.pages --check

fix: $(DEV_READY) ## Format the code and mend what the linter can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

golden: $(DEV_READY) ## Renew the golden files of the tests; read the difference before you commit it
	@UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q -m "not soak"
	@git --no-pager diff --stat -- tests

evals: $(BENCH_READY) ## Judge the answers to the golden questions, beside a plain pipeline, with ablations; MODEL=on: with and without the model of the settings (MODEL=<name>: with that one)
	@$(if $(filter-out on,$(MODEL)),RETTESNOR_LLM_MODEL='$(MODEL)') $(BIN)/python -m evals $(if $(MODEL),--model) $(ARGS)

bench: $(BENCH_READY) ## Measure speed and memory beside a plain pipeline, and renew docs/benchmarks.md
	@$(BIN)/python -m evals.bench $(ARGS)

load: $(BENCH_READY) ## Measure the server under load, and beside callers that mean it ill
	@$(BIN)/python -m evals.load $(ARGS)

scale: $(BENCH_READY) ## Measure thousands of documents beside a plain pipeline: make scale [ARGS="--documents 300"]
	@$(BIN)/python -m evals.scale $(ARGS)

soak: $(DEV_READY) ## Run the long tests with their full counts
	@$(BIN)/python -m pytest -m "soak and not sharded"
	@$(BIN)/python -m pytest -m "soak and sharded" -n $(WORKERS) --dist worksteal

encoder: $(BENCH_READY) ## Train the bundled encoder again: make encoder DATA=<folder with the training texts>
	@$(BIN)/python -m ingest.encoder.training $(if $(DATA),--data $(DATA),$(error Say where the training texts are: make encoder DATA=<folder>)) $(ARGS)

encoder-eval: $(BENCH_READY) ## Measure the bundled encoder: make encoder-eval [DATA=<folder with the held-out sets>]
	@$(BIN)/python -m ingest.encoder.training.evaluate $(if $(DATA),--data $(DATA)) $(ARGS)

docs: $(DEV_READY) ## Renew the generated parts of docs/ and README.md
	@$(BIN)/python -m evals.pages

clean: ## Remove caches, build leftovers and the virtual environment; var/ stays
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Rettesnor needs Python 3.11 or newer as $(PYTHON); install it, or name one: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments; on Debian or Ubuntu run: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(RUN_READY): $(BIN)/python $(PINS)
	@echo "Installing Rettesnor (a few minutes the first time) …"
	@$(PIP) .
	@touch $@

$(DEV_READY): $(BIN)/python $(PINS)
	@echo "Installing Rettesnor with what its tests need …"
	@$(PIP) ".[dev]"
	@touch $@ $(RUN_READY)

$(BENCH_READY): $(BIN)/python $(PINS)
	@echo "Installing Rettesnor with what it is measured against …"
	@$(PIP) ".[bench]"
	@touch $@ $(RUN_READY)
