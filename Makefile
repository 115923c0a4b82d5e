# `make demo` translates the five articles; `make test` runs every test. Both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint clean

demo: .venv/installed
	@$(BIN)/translator bulk seeds -o out --to txt --to html --model embedded
	@echo
	@$(BIN)/translator translate seeds/004*.txt --side-by-side --model embedded | head -n 24
	@echo
	@echo "All five: out/*.txt is the English, out/*.html both languages side by side."
	@echo "The page: $(BIN)/translator ui, then http://127.0.0.1:7860"

# The tests start hundreds of programs, and each would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

# A process a processor, each of some 1 GB: it holds the model and the page's library.
test: .venv/tested
	$(BIN)/python -m pytest -n logical --maxprocesses 8 --dist worksteal

lint: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/tested: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

clean:
	rm -rf .venv out build dist *.egg-info
