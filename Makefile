# `make help` lists what can be made.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DATA ?= ../shared
COUNT ?= 100
INSTALLED = $(VENV)/.installed

.PHONY: help demo test lint types unit compare fuzz load browser screens clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

demo: $(INSTALLED) ## install, read the report that ships here, print its account
	$(BIN)/onrecord read demo

test: lint types unit ## install, then everything that CI checks

lint: $(INSTALLED) ## style, and which room may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(INSTALLED) ## strict types of the package
	$(BIN)/mypy

unit: $(INSTALLED) ## tests, with coverage and the quality floors
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered --strict-markers

compare: $(INSTALLED) ## read COUNT real reports with BASE=<ref> and with this tree, list what differs
	$(BIN)/python benchmarks/compare.py --base $(BASE) --reports $(DATA)/data/news/wikinews-2019-2020.jsonl --count $(COUNT)

fuzz: $(INSTALLED) ## ask the API at random by its own description, long
	ONRECORD_FUZZ=200 $(BIN)/python -m pytest tests/test_web_fuzz.py

load: $(INSTALLED) ## 50 people clicking through the archive ARCHIVE=<file>: times of every page, memory
	$(BIN)/python benchmarks/load.py --archive $(ARCHIVE)

browser: ## Chromium and its driver from the distribution, for the tests in a real browser (Debian, Ubuntu; as root)
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends chromium chromium-driver fonts-dejavu-core

screens: $(INSTALLED) ## the pictures of the pages under docs/screens/, made anew (needs Chromium)
	$(BIN)/python tests/screens.py docs/screens

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
