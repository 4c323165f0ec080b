# All a developer needs. `make help` lists it.

PYTHON ?= python3
PORT ?= 8000
# How many processes run the tests, and what else to tell pytest: make unit ARGS="-k mail"
WORKERS ?= auto
# Half as many again where there are tests in a browser among them, which wait for it.
BROWSING := $(shell n=$$(getconf _NPROCESSORS_ONLN) && echo $$((n + (n + 1) / 2)))
ARGS ?=
# Where the passages of `make score` are.
FOLDER ?= tests/labels

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What tests need from npm: the judge of HTML, and the two design systems of the recipes.
# Pinned, as the tools in pyproject.toml are.
NODE_PACKAGES := govuk-frontend@6.6.0 nhsuk-frontend@10.6.1 vnu-jar@26.9.27
NODE_READY := $(VENV)/node/.ready
# Without npm, or Java for the judge, those tests are skipped, and say so.
ifneq ($(and $(shell command -v npm 2> /dev/null),$(shell command -v java 2> /dev/null)),)
TESTS_READY := $(READY) $(NODE_READY)
else
TESTS_READY := $(READY)
endif
MANAGE := $(BIN)/python example_site/manage.py
TEMPLATES = $(shell find wagtail_localoffer example_site tests -path '*/templates/*' -name '*.html')

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Where steps run beside each other, each is printed whole when it ends. Make 3 can't.
ifneq ($(filter output-sync,$(.FEATURES)),)
MAKEFLAGS += --output-sync=target
endif

# What the caller has set for other projects must not reach into this one.
# DATABASE_URL, EMAIL_HOST, EMAIL_PORT and PORT stay: they are for this one.
unexport DJANGO_SETTINGS_MODULE DJANGO_CONFIGURATION DJANGO_LIVE_TEST_SERVER_ADDRESS
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS PYTHONOPTIMIZE
unexport PYTEST_ADDOPTS PYTEST_PLUGINS MYPYPATH MYPY_CACHE_DIR RUFF_CONFIG
unexport COVERAGE_FILE COVERAGE_RCFILE COVERAGE_PROCESS_START COVERAGE_CORE
unexport PIP_USER PIP_TARGET PIP_PREFIX
# Many Docker images forbid Python to keep what it has compiled. Then each of the many
# processes of a test run compiles the package and its tests.
unexport PYTHONDONTWRITEBYTECODE
export PORT

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' \
		$(firstword $(MAKEFILE_LIST))

# pip -qq: a local index that lacks a package is no news.
$(READY): pyproject.toml setup.cfg
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or newer. Name one: make PYTHON=python3.12 ..."; \
		exit 1; }
	@echo "==> Installing into $(VENV)"
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e ".[dev]"
	@touch $@

# Without scripts, because vnu-jar's may download a Java. A developer may be offline: then
# the tests that need these packages are skipped, and all others run.
$(NODE_READY): Makefile | $(READY)
	@echo "==> Installing $(NODE_PACKAGES)"
	@mkdir -p $(@D)
	@{ npm install --prefix $(@D) --no-save --no-package-lock --ignore-scripts --no-audit \
		--no-fund --no-update-notifier --loglevel error $(NODE_PACKAGES) > /dev/null && \
		touch $@; } || { echo "npm could not install them."; [ "$$CI" != true ]; }

.PHONY: run
run: $(READY) ## Run the example site, with content, on localhost (PORT=8000)
	@echo "==> Preparing the example site"
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_example
	@$(MANAGE) load_council
	@$(MANAGE) runserver $(PORT)

# All end even if one fails.
.PHONY: test
test: $(TESTS_READY) ## Check all that must hold before a change is merged
	@begin=$$(date +%s); \
	said=passed; \
	$(MAKE) --jobs --keep-going lint types check tests || said=FAILED; \
	took=$$(($$(date +%s) - begin)); \
	echo "==> make test $$said after $$((took / 60)) min $$((took % 60)) s"; \
	[ $$said = passed ]

.PHONY: lint
lint: $(READY) ## Check the style of code and templates
	@echo "==> Style of the code"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "==> Floors of the package"
	@$(BIN)/lint-imports --no-cache > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; false; }
	@echo "==> Style of the templates"
	@$(BIN)/djhtml --check --tabwidth 4 $(TEMPLATES)

# It takes as long as a tenth of all tests. By night, and by pre-commit what is changed.
.PHONY: templates
templates: $(READY) ## Check the HTML of the templates; half a minute
	@echo "==> HTML of the templates"
	@$(BIN)/curlylint --quiet $(TEMPLATES)

.PHONY: types
types: $(READY) ## Check the types
	@echo "==> Types"
	@$(BIN)/mypy

.PHONY: check
check: $(READY) ## Check that no migration is missing
	@echo "==> Migrations"
	@$(BIN)/python -m django makemigrations --check --dry-run --settings tests.settings
	@$(MANAGE) makemigrations --check --dry-run

# A build has no time for those with the markers `nightly` and `packaging`.
MARKS := not stress and not nightly and not packaging
PYTEST = pytest -q --dist worksteal
UNIT = $(PYTEST) -n $(WORKERS) --ignore=tests/browser -m "$(MARKS)" tests

# In one run, so that no processor waits between them.
.PHONY: tests
tests: $(TESTS_READY)
	@echo "==> Tests"
	@$(BIN)/python -m $(PYTEST) -n $(BROWSING) -m "$(MARKS)" tests $(ARGS)

.PHONY: unit
unit: $(TESTS_READY) ## Run all tests but the browser's
	@echo "==> Tests"
	@$(BIN)/python -m $(UNIT) $(ARGS)

# Half as long again, so `make nightly` does it.
.PHONY: coverage
coverage: MARKS := not stress
coverage: $(TESTS_READY) ## Run these and the nightly ones, and say which lines they never reach
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m $(UNIT) $(ARGS)
	@$(BIN)/coverage combine --quiet
	@echo "==> Coverage"
	@$(BIN)/coverage report

# Without Chromium pytest finds nothing to run and answers 5. That is fine on a
# developer's machine.
.PHONY: browser
browser: $(TESTS_READY) ## Run the tests in Chromium
	@echo "==> Tests in a browser"
	@$(BIN)/python -m $(PYTEST) -n $(BROWSING) -m "$(MARKS)" tests/browser $(ARGS) || { \
		[ $$? -eq 5 ] && [ "$$CI" != true ]; }

# By night each page is looked at in each way of reading it.
.PHONY: rest
rest: export EVERY_WAY := 1
rest: MARKS := nightly or packaging
rest: $(TESTS_READY) ## Run the checks that `make test` leaves out; half an hour
	@said=0; \
	$(MAKE) templates || said=1; \
	echo "==> The rest of the tests"; \
	$(BIN)/python -m $(UNIT) $(ARGS) || said=1; \
	echo "==> Every page in every way, in a browser"; \
	$(BIN)/python -m $(PYTEST) -n $(BROWSING) tests/browser $(ARGS) || said=1; \
	exit $$said

.PHONY: score
score: $(READY) ## Say how often it is right about labelled passages and documents (FOLDER=...)
	@$(BIN)/python -m tests.score $(FOLDER) --detail $(ARGS)

.PHONY: bench
bench: $(READY) ## Measure speed, each as a ratio to a floor
	@$(BIN)/python -m tests.bench $(ARGS)

.PHONY: stress
stress: $(READY) ## Prove under stress that councils learn what is true
	@$(BIN)/python -m tests.stress $(ARGS)

.PHONY: screenshots
screenshots: $(READY) ## Take the pictures of the docs again, needs Chromium (ARGS=document)
	@$(BIN)/python -m tests.screenshots $(ARGS)

.PHONY: format
format: $(READY) ## Bring code and templates into style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djhtml --tabwidth 4 $(TEMPLATES)

.PHONY: migrations
migrations: $(READY) ## Make migrations, on the oldest supported Wagtail
	@$(BIN)/tox run -q -e makemigrations -- $(ARGS)

.PHONY: messages
messages: $(READY) ## Collect the texts for translators, and compile them (needs gettext)
	@cd wagtail_localoffer && ../$(BIN)/python -m django makemessages \
		--locale en --locale ur --no-location --no-wrap --verbosity 0
	@cd wagtail_localoffer && ../$(BIN)/python -m django compilemessages \
		--locale ur --verbosity 0

.PHONY: nightly
nightly: $(TESTS_READY) ## Run what a build has no time for, on every database; takes hours
	@.ci/nightly

.PHONY: matrix
matrix: $(TESTS_READY) ## Test the corners of Python, Django and Wagtail (all: ARGS="-m all")
	@$(BIN)/tox run $(ARGS)

.PHONY: clean
clean: ## Remove all that was made here, the example site's content included
	@rm -rf $(VENV) .tox var build dist *.egg-info .coverage .coverage.* htmlcov
	@rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
