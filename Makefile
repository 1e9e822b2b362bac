# `make demo` and `make test` set up all that they need in .venv, with only Python and make on the machine.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test check lint types layers setup lock paper clean

help:
	@echo "make demo   ceilings, proposals, selections and report of Kota Bogor, under runs/demo/"
	@echo "make test   all tests and doctests"
	@echo "make check  lint, types and layers"
	@echo "make paper  tables, figures and citations of the paper, under paper/generated/"
	@echo "make lock   pin the newest versions in requirements/dev.txt"

setup: $(READY)

# the environment is made anew where the lock or the package's metadata change, and where the folder was copied or moved:
# the package is installed in place, so that an environment from elsewhere would run the code from there
ifneq "$(shell cat '$(READY)' 2>/dev/null)" "$(CURDIR)"
$(READY): moved
endif
.PHONY: moved
moved:

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("fairbudget needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@echo "setting up $(VENV) from requirements/dev.txt: once, takes a minute or two"
	@if [ -s "$(READY)" ] && [ "$$(cat "$(READY)")" != "$(CURDIR)" ]; then rm -rf "$(VENV)"; fi
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@printf '%s\n' "$(CURDIR)" > $(READY)

demo: $(READY)
	$(BIN)/fairbudget demo --output runs/demo

test: $(READY)
	$(BIN)/python -m pytest -q -n 2

# studies that were run before go on where they were
paper: $(READY)
	$(BIN)/fairbudget run experiments/bogor.toml
	$(BIN)/fairbudget run experiments/real-elections.toml
	$(BIN)/fairbudget analyse experiments/bogor.toml -o paper/generated/bogor
	$(BIN)/fairbudget analyse experiments/real-elections.toml -o paper/generated/real-elections
	$(BIN)/fairbudget cite real-elections --format bibtex -o paper/generated/methods.bib
	$(BIN)/fairbudget cite real-elections -o paper/generated/methods.txt

check: lint types layers

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --no-header --no-annotate \
		--upgrade -o requirements/dev.txt

clean:
	rm -rf $(VENV) runs build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
