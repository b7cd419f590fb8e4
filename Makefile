# Bare `make` lists what there is. Nothing outside this folder is changed.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
ASSISTANT := $(PYTHON) -m bot.cli
STAMP := $(VENV)/installed

.PHONY: help install serve test check train encoder judgement bench load faults attack audit paths words lock clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(STAMP) ## the environment in .venv (Python 3.10, locked versions)

serve: $(STAMP) ## start the assistant; Ctrl-C stops it
	@exec $(ASSISTANT) serve

test: $(STAMP) ## every test; those that need a browser or a service are skipped aloud where it is missing
	@$(ASSISTANT) train
	@$(PYTHON) -m pytest $(TESTS)

check: $(STAMP) ## style, types, and that knowledge, domain and data agree
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(ASSISTANT) check

train: $(STAMP) ## make the model, if what it is made from has changed
	@$(ASSISTANT) train

encoder: $(STAMP) ## tune the encoder to the phrases (ten minutes); then `make train`
	@$(ASSISTANT) tune

judgement: $(STAMP) ## learn on left-out writers how probably an answer is right (half an hour); then `make train`
	@$(ASSISTANT) tune --judgement

bench: $(STAMP) ## measure ours beside the peers' (an hour; DIET_MINUTES=30 of it train Rasa's default)
	@$(ASSISTANT) train
	@$(PYTHON) -m bench.stages
	@$(PYTHON) -m bench.compare --diet-minutes $(or $(DIET_MINUTES),30)

paths: $(STAMP) ## write what follows from the rules anew: every path, the rules in docs/; then read the difference
	@$(PYTHON) -m pytest -q --regenerate-paths tests/eligibility/test_properties.py tests/eligibility/test_rules_text.py

load: $(STAMP) ## many people at once; writes docs/reliability.md
	@$(PYTHON) -m bench.load

faults: $(STAMP) ## break things while people talk; writes docs/reliability.md
	@$(PYTHON) -m bench.faults

attack: $(STAMP) ## attack our own processes on this machine, and see what others notice; writes docs/reliability.md
	@$(ASSISTANT) train
	@$(PYTHON) -m bench.attack

audit: $(STAMP) ## known advisories of what is locked; fails on an id that docs/advisories.md does not explain
	@$(PYTHON) deploy/audit.py

words: $(STAMP) ## write the list of English words anew, by which spelling is corrected; needs the network
	@$(VENV)/bin/uv run -q --isolated --no-project --python $(PYTHON) --with wordfreq==3.1.1 \
	  python -m bot.nlu.spelling.build_word_list

lock: $(STAMP) ## resolve pyproject.toml anew into requirements.txt
	@$(VENV)/bin/uv pip compile -q --python-version 3.10 --python-platform linux --extra dev \
	  --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt

clean: ## remove the environment, the models and the run-time files
	rm -rf $(VENV) models var .rasa

$(STAMP): requirements.txt .python-version deploy/find-python
	@python=$$(bash deploy/find-python) && \
	  { [ -x $(PYTHON) ] || "$$python" -m venv $(VENV); }
	@echo "Installing (a few minutes, once) …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@# The command `assistant`, from this very folder.
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
