# `make` alone lists what there is. Works with GNU make 3.81 (macOS) and any POSIX shell; CI runs `make lint test docs demo`.
VENV ?= .venv
PYTHON ?=
BIN := $(VENV)/bin
# Bytecode is kept whatever the shell says, and outside the tree: without it each worker, and each
# program that a test starts, compiles every library anew.
BYTECODE := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX="$(abspath $(VENV))/bytecode"
LOCKS := pyproject.toml uv.lock requirements.lock

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint docs bench lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.ready-demo ## run the shipped demo trust into demo-out/ and print the reports' paths
	$(BYTECODE) $(BIN)/social-audit demo --out demo-out

test: $(VENV)/.ready-dev ## run the tests
	$(BYTECODE) $(BIN)/python -m pytest

lint: $(VENV)/.ready-dev ## ruff (rules and layout) and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

docs: $(VENV)/.ready-dev ## write the generated pages; fails when one was stale
	$(BIN)/python -m pipeline.manuals

bench: $(VENV)/.ready-dev ## time and memory of each stage on a synthetic trust
	$(BYTECODE) $(BIN)/python tests/bench/run.py

lock: ## take the newest versions that pyproject.toml allows (needs uv)
	uv lock --upgrade
	uv export --quiet --frozen --all-extras --no-hashes --no-emit-project --no-header --no-annotate --output-file requirements.lock

clean: ## remove the environment and everything that was built
	rm -rf $(VENV) demo-out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.ready-demo: $(LOCKS)
	@echo "Setting up $(VENV): about a minute, once"
	@PYTHON="$(PYTHON)" sh .ci/venv $(VENV)
	@touch $@

# A development environment is good for the demo too; the stamp saves it a second set-up.
$(VENV)/.ready-dev: $(LOCKS)
	@echo "Setting up $(VENV) for development: about a minute, once"
	@PYTHON="$(PYTHON)" sh .ci/venv $(VENV) dev
	@touch $(VENV)/.ready-demo $@
