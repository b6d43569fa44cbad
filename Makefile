# Needs python3 (3.11 or later) with venv, and make. The environment is made once, from pinned and hashed packages,
# and made again when the pins change.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo test test-all leaderboard docs release golden lock clean

demo: $(READY)
	@$(BIN)/twicetold run rules --split train --output runs/demo --fresh
	@$(BIN)/twicetold report runs/demo --split train --output report --fresh

test: $(READY)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/twicetold gold lint
	@$(BIN)/pytest -q --numprocesses auto --dist worksteal

# With the tests that take their time: every page of the report in a browser, environments of tools made anew; and
# five times as many cases of every property.
test-all: $(READY)
	@$(BIN)/pytest -q --numprocesses auto --dist worksteal -m "" --hypothesis-profile=thorough

# Everything that can run here, on the test split; with CORPORA=FOLDER on corpora of real news too; with RUNS="…" beside
# runs of other systems. What lacks Node or Java is named, and stands with the predictions that are stored of it.
leaderboard: $(READY)
	-@$(BIN)/twicetold setup
	@$(BIN)/python -m twicetold_baselines.leaderboard $(if $(CORPORA),--corpora $(CORPORA)) $(RUNS)

# The documentation as a site: build/docs/index.html.
docs: $(READY)
	@$(BIN)/python -m sphinx -W --keep-going -q -b html -c docs . build/docs

# Wheel, source distribution and bill of materials in dist/, held against what a release must be.
release: build/release/tools/ready
	@build/release/tools/bin/python .ci/release.py

build/release/tools/ready: .ci/release.txt
	@$(PYTHON) -m venv build/release/tools
	@build/release/tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

# Freeze what the baselines score, where a change of it is meant: make golden BECAUSE="the reason".
golden: $(READY)
	@PYTHONPATH=tests $(BIN)/python -m golden "$(BECAUSE)"

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "twicetold needs Python 3.11 or later; this is " + sys.version.split()[0] + "; set PYTHON=")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Pin the newest packages that pyproject.toml allows, and what a release is made with. The files hold hashes and no
# index address.
PIN := pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: $(READY)
	@$(BIN)/$(PIN) --extra dev --output-file requirements.txt pyproject.toml
	@$(BIN)/$(PIN) --output-file .ci/release.txt .ci/release.in

clean:
	@rm -rf .venv build dist report runs .mypy_cache .pytest_cache .ruff_cache .hypothesis
