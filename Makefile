# One command each. `make run` and `make test` work in a fresh clone: they make .venv and install what they need.

PYTHON ?= python3
PORT ?= 8501
REPLICAS ?= 2
WORKERS ?= auto
BIN := .venv/bin
SCRIPTS := node_modules/.package-lock.json

# The tests start Python dozens of times. Where nothing may be kept of what was compiled, each compiles all of it anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run run-replicas dev test test-fast coverage check format bench messages links golden lock bundle clean

run: .venv/site  ## serve the site
	$(BIN)/streamlit run app.py --server.port $(PORT)

run-replicas: .venv/site .venv/nginx  ## serve it by several processes behind nginx, see README
	$(BIN)/python -m deploy.replicas --replicas $(REPLICAS) --port $(PORT)

dev: .venv/site  ## serve it and reload on every change of a file
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --server.runOnSave true --client.showErrorDetails full --client.toolbarMode developer

test: .venv/tools .venv/chromium $(SCRIPTS)  ## all tests
	-@$(MAKE) --no-print-directory .venv/nginx  # where there is none to be had, its tests say so and are left out
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

test-fast: .venv/tools $(SCRIPTS)  ## without browser, other processes and what takes half a second, with fewer examples
	EXAMPLES=$(or $(EXAMPLES),0.1) $(BIN)/pytest -n $(WORKERS) --dist worksteal --ignore tests/browser -m "not own_process and not long"

coverage: .venv/tools $(SCRIPTS)  ## all but those in a browser, and how much of the code they run; fails below the floor in pyproject.toml
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --ignore tests/browser --cov --cov-report=term

check: .venv/tools $(SCRIPTS)  ## lint, format, types, direction of imports, translations, table of links
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/messages.py --check
	PYTHONPATH=. $(BIN)/python tests/links_table.py --check
	$(BIN)/node node_modules/oxlint/bin/oxlint --deny-warnings components tests
	$(BIN)/node node_modules/typescript/bin/tsc
	$(BIN)/node node_modules/typescript/bin/tsc -p tests

format: .venv/tools  ## mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/tools .venv/chromium  ## measure this site on this machine
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench.py

messages: .venv/tools  ## bring the translations in line with the code
	$(BIN)/python tests/messages.py

links: .venv/tools  ## write the README's table of links anew
	PYTHONPATH=. $(BIN)/python tests/links_table.py

golden: .venv/tools  ## accept today's figures and pages as the ones to compare with
	$(BIN)/pytest tests/figures tests/pages --refresh-golden

lock: .venv/bin/python  ## look up versions and hashes of all packages anew, with uv
	$(BIN)/python -m pip install --quiet uv==0.13.9
	$(BIN)/python tests/lock.py

bundle: .venv/tools  ## build the part of Plotly that the site draws with, from the source that npm has
	cd assets/vendor/plotly && export PATH="$(CURDIR)/$(BIN):$$PATH" && npm ci --silent && npm run --silent bundle

clean:
	rm -rf .venv node_modules assets/vendor/plotly/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-pip.txt

# Where pip finds torch for the processor alone, that one is taken: PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu
.venv/site: .venv/bin/python requirements.txt constraints.txt requirements.lock requirements-cpu.lock
	if $(BIN)/python -m pip install --quiet --dry-run --no-deps --require-hashes -r requirements-cpu.lock 2>/dev/null; then \
		$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-cpu.lock; \
	else \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt -c requirements.lock; \
	fi
	touch $@

.venv/tools: .venv/site requirements-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt -c requirements.lock
	touch $@

# Debian's Chromium without windows as root, else one that is there already, else the one that Playwright brings.
.venv/chromium: .venv/tools
	sh tests/browser/install_chromium.sh $(BIN)/python
	touch $@

# The machine's own nginx, else Debian's, unpacked there.
.venv/nginx: deploy/install_nginx.sh | .venv/bin/python
	sh deploy/install_nginx.sh $@

# What checks and tests the JavaScript, by the npm that .venv/tools brings; its own list of what it has put there is the stamp.
$(SCRIPTS): .venv/tools package.json package-lock.json .npmrc
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --silent
	touch $@
