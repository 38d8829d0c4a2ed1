# What a person and CI type. Every target installs what it needs, once; `make help` lists them.

PYTHON ?= python3
# on two cores: the third works while another waits for load balancers and clusters
WORKERS ?= 3
TESTS ?=

BIN := .venv/bin
PIP := -m pip --disable-pip-version-check --no-input --quiet
# CI keeps one order, so that a red run is the change's doing; everywhere else the order is drawn anew
ORDER := $(if $(CI),--randomly-seed=1)

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

.PHONY: demo
demo: .venv/.topoplan ## a hybrid topology, applied to an emulated AWS
	$(BIN)/topoplan apply examples/hybrid-hot-path/topology.yaml --sandbox --auto-approve

.PHONY: test
test: install litellm browser lint ## every check and every test; TESTS=tests/spec for some
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder $(ORDER) $(TESTS)

.PHONY: lint
lint: install ## style, types, layers
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo

.PHONY: update
update: install ## rewrite the goldens to what is now shown; read the diff
	$(BIN)/python -m pytest --update $(TESTS)

.PHONY: digests
digests: install ## list the digests of planner/data anew; after every change of a fact
	$(BIN)/python -m planner.catalog.digests planner/data

.PHONY: shapes
shapes: install ## draw planner/data/country_shapes.csv anew, by npm; then `make digests`
	$(BIN)/python docs/country_shapes.py

.PHONY: schemas
schemas: install ## draw the emulated providers' schemas anew, 0.5 GB to download; after a new type in types.toml
	$(BIN)/python -m planner.sandbox.providers.deriving

.PHONY: bench
bench: install ## what topoplan costs in CPU and memory, as Markdown
	$(BIN)/python -m tests.bench

.PHONY: bench-pages
bench-pages: install browser ## what pages weigh, and how quick they are, as Markdown
	$(BIN)/python -m tests.bench.pages

RUNS ?=
.PHONY: bench-capacity
bench-capacity: install ## the capacity model against published throughput, as Markdown; RUNS=file.csv for others
	$(BIN)/python -m tests.bench.capacity $(if $(RUNS),--csv $(RUNS))

.PHONY: picture
picture: install browser ## draw docs/demo.svg and the pictures of pages from what is printed
	$(BIN)/topoplan apply examples/hybrid-hot-path/topology.yaml --sandbox --auto-approve 2>&1 \
		| $(BIN)/python docs/demo_picture.py
	$(BIN)/topoplan cost examples/hybrid-hot-path/topology.yaml --format html \
		| $(BIN)/python docs/page_picture.py bill.png 700
	$(BIN)/topoplan report examples/hybrid-hot-path/topology.yaml --quiet --out - \
		| $(BIN)/python docs/page_picture.py report.png 1660
	$(BIN)/python docs/workbench_picture.py

.PHONY: coverage
coverage: install litellm ## lines and branches that no test enters
	$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered $(TESTS)

.PHONY: lock
lock: install ## newest versions that pyproject.toml and requirements/*.in admit
	$(LOCK) --extra sandbox pyproject.toml requirements/dev.in --output-file requirements/dev.txt
	$(LOCK) --extra sandbox pyproject.toml requirements/run.in --output-file requirements/run.txt \
		--constraint requirements/dev.txt
	$(LOCK) requirements/litellm.in --output-file requirements/litellm.txt

LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-build --no-emit-index-url --custom-compile-command "make lock"

.PHONY: install
install: .venv/.tools ## topoplan and its tools, in .venv

# `make demo` waits for these alone
.venv/.topoplan: requirements/run.txt pyproject.toml
	$(call environment,.venv,$<)
	$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q planner
	@touch $@

.venv/.tools: requirements/dev.txt .venv/.topoplan
	$(call environment,.venv,$<)
	@touch $@

.PHONY: litellm
litellm: .venv-litellm/.installed ## the real LiteLLM proxy that the gateway's tests run

.venv-litellm/.installed: requirements/litellm.txt
	$(call environment,.venv-litellm,$<)
	@touch $@

# bytecode on both cores, and not by pip on one: whoever installs next waits half as long
define environment
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("topoplan needs Python 3.11 or newer, as in: make PYTHON=python3.11")'
	test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
	$(1)/bin/python $(PIP) install --no-compile --require-hashes --requirement $(2)
	$(1)/bin/python -m compileall -q -j 0 $(1)/lib
endef

# a user's own Chromium or Chrome will do; where this may install one, Debian's package is it
.PHONY: browser
browser: ## a browser for the tests that look at pages
	@command -v chromium chromium-browser google-chrome >/dev/null \
		|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
			&& apt-get update -qq && apt-get install -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; } \
		|| echo "no Chromium or Chrome, and no right to install one: the tests of pages are skipped" >&2

.PHONY: clean
clean: ## forget what was installed and built
	rm -rf .venv .venv-litellm dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
