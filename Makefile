# Two commands do all set-up on a machine with only Python 3.11+:  make demo   make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check soak bench clean

# The samples play in 2025, so by now some of their meetings are told to be overdue: exit code 1, and the papers are made.
demo: $(VENV)/.demo
	$(BIN)/packgen build sample_inputs --output outputs || test $$? -eq 1
	@echo
	@echo "Look in outputs/: a folder for each case, with a pack.pdf for each meeting."

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not soak" -n auto --dist loadfile

soak: $(VENV)/.test
	$(BIN)/python -m pytest -m soak -rP --hypothesis-profile=explore
	$(BIN)/python -m pytest -m "not soak" -n auto --dist loadfile --hypothesis-profile=explore

bench: $(VENV)/.test
	$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'packgen needs Python 3.11 or newer')"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[pdf]"
	@touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[pdf,cluster,test]"
	@touch $@ $(VENV)/.demo
