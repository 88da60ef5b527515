# Two commands matter: `make run` and `make test`. Each is a script in Scripts/, which says what it does.
.DEFAULT_GOAL := help
.PHONY: help run build test check bench clean

# How much the long tests do; see Tests/system.
CRASH_ROUNDS ?= 20
REVOCATION_TRIALS ?= 200
SCHEMA_CASES ?= 3000
# Flags for the server, as in: make run FLAGS="--port 9000"
FLAGS ?=

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

run: ## Install what is missing, build, and start the server on ./data with a demo agency
	@Scripts/run $(FLAGS)

build: ## Build in release mode
	@Scripts/setup run
	swift build --configuration release --product latchkey

test: ## Install what the tests need and run them all
	@Scripts/setup test
	@CRASH_ROUNDS=$(CRASH_ROUNDS) REVOCATION_TRIALS=$(REVOCATION_TRIALS) SCHEMA_CASES=$(SCHEMA_CASES) Scripts/test

check: ## Say whether a change is good: format, walls, words, warnings
	@Scripts/setup test
	@Scripts/check

bench: ## Measure, print a table and fail when a target is missed
	@Scripts/setup bench
	@Scripts/bench

clean: ## Remove what was built; ./data stays
	swift package clean
	rm -rf build .build-bench
