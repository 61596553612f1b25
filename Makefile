# Every target works in a fresh clone: the first one makes .venv from the hashed lock file.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
export DAGSTER_DISABLE_TELEMETRY = 1
export DO_NOT_TRACK = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
override export Q := $(value Q)
export PYTHONWARNINGS = ignore::DeprecationWarning

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.installed: requirements/lock.txt pyproject.toml
	@echo "Installing into .venv: a minute or two the first time"
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements/lock.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: run
run: .venv/.installed ## refresh: raw/ to a published warehouse, with a picture of the result
	@$(BIN)/detention refresh

.PHONY: site
site: .venv/.installed ## build the explorer of the current release: var/site
	@$(BIN)/detention site

.PHONY: exports
exports: .venv/.installed ## write the exports of the current release: var/exports/current
	@$(BIN)/detention export

.PHONY: serve
serve: .venv/.installed ## serve the explorer on http://127.0.0.1:8000
	@test -e $${DETENTION_VAR:-var}/site/index.html || $(BIN)/detention site
	@$(BIN)/detention serve

.PHONY: status
status: .venv/.installed ## show what the current release holds
	@$(BIN)/detention status

.PHONY: ui
ui: .venv/.installed ## serve the Dagster UI on 127.0.0.1, with its schedule and sensor
	@$(BIN)/detention ui

.PHONY: review
review: .venv/.installed ## open the page on which people judge what the machine read
	@$(BIN)/detention review

.PHONY: sql
sql: .venv/.installed ## ask the published warehouse, read-only: a prompt with prepared questions, or make sql Q="select * from dim_origins"
	@$(BIN)/detention sql $(if $(value Q),"$$Q")

.PHONY: notebooks
notebooks: .venv/.installed ## open the notebooks on this machine
	@$(BIN)/jupyter lab --ip 127.0.0.1 notebooks

.PHONY: test
test: .venv/.installed ## run the tests
	@$(BIN)/python -m pytest

.PHONY: check
check: .venv/.installed ## format, lint, types, imports, SQL and docs drift
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint --nocolor --disable-progress-bar dbt_project
	@$(BIN)/detention describe --check
	@$(BIN)/nbstripout --verify notebooks/*.ipynb

.PHONY: test-browser
test-browser: .venv/.installed ## the Dagster UI, the explorer and the review page in a real browser (needs chromium): minutes
	@$(BIN)/python -m pytest -m browser --override-ini addopts=

.PHONY: test-hostile
test-hostile: .venv/.installed ## hundreds of files that want to bring a reader down: minutes
	@$(BIN)/python -m pytest -m hostile --override-ini addopts= tests/hostile

.PHONY: test-soak
test-soak: .venv/.installed ## readers at the file through publications and kills, refreshes again and elsewhere, instances opened at once: minutes; LONG=1: hours
	@LONG=$(LONG) $(BIN)/python -m pytest -m soak --override-ini addopts=

.PHONY: test-clients
test-clients: .venv/.installed ## the published file in older DuckDB releases, each in an environment of its own: minutes
	@$(BIN)/python -m pytest -m clients --override-ini addopts= tests/pipeline/test_clients.py

.PHONY: test-crash
test-crash: .venv/.installed ## captures and refreshes killed at random moments: minutes; more with KILLS=500
	@KILLS=$(or $(KILLS),50) SEED=$(SEED) $(BIN)/python -m pytest -m crash --override-ini addopts= --capture=no

.PHONY: test-postgres
test-postgres: .venv/.installed ## a server as in deploy/, on a throw-away Postgres (needs postgresql): minutes
	@$(BIN)/python -m pytest -m postgres --override-ini addopts=

.PHONY: replay
replay: .venv/.installed ## what was known on random days, replayed and rebuilt: minutes
	@$(BIN)/python -m pytest tests/pipeline/test_replay.py --override-ini addopts=

.PHONY: bench-refresh
bench-refresh: .venv/.installed ## what a refresh costs by number of documents, beside a plain dbt build: hours; less with SIZES="1000 10000"
	@$(BIN)/python tests/bench_refresh.py $(or $(SIZES),1000 10000 100000)

.PHONY: bench-series
bench-series: .venv/.installed ## what bounds cost by number of claims, beside a plain aggregation
	@$(BIN)/python tests/bench_series.py

.PHONY: bench-explain
bench-explain: .venv/.installed ## how long explain and window_of take in the current release
	@$(BIN)/python tests/bench_explain.py

# mutation testing and the tokenizer that speed is compared with: nobody else has to install them
.venv/.bench: requirements/bench.txt .venv/.installed
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements/bench.txt
	@touch $@

.PHONY: bench-extract
bench-extract: .venv/.bench ## what it costs to read figures beside a bare scan and spaCy
	@$(BIN)/python tests/bench_extract.py

.PHONY: mutate
mutate: .venv/.bench ## mutation testing of orchestration/claims: hours on one core
	@$(BIN)/python -m mutmut run --max-children $${JOBS:-1}
	@$(BIN)/python -m mutmut export-cicd-stats
	@cat mutants/mutmut-cicd-stats.json

.PHONY: score
score: .venv/.installed ## how well figures are read, into docs/quality.md
	@$(BIN)/python tests/quality/report.py

.PHONY: calibrate
calibrate: .venv/.installed ## observe the confidence of readings anew (needs the development sets)
	@$(BIN)/python tests/quality/calibrate.py

.PHONY: all
all: check test ## everything CI checks

.PHONY: lock
lock: .venv/.installed ## write requirements/lock.txt anew (needs uv)
	@uv pip compile --quiet pyproject.toml --extra dev --extra notebooks --extra browser --extra server --extra warc --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --upgrade -o requirements/lock.txt

.PHONY: clean
clean: ## remove var/, mutants/ and .venv; one command brings each back
	@rm -rf var .venv mutants
