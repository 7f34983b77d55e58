# A door to launch/, which does the work. `make help` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run test check format bench evaluate compare fuzz clean

# The first Python that really runs: a version manager's shim may exist and yet run nothing.
PYTHON = $(shell for python in python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.10 python3.9; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' >/dev/null 2>&1 && echo "$$python" && break; done)
SETUP = $(or $(PYTHON),$(error Python 3.9 or newer is needed. On Debian or Ubuntu: apt-get install python3 python3-venv)) -m launch.environments
APP = var/venvs/app/bin/python

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## Sets everything up, starts it, prints the addresses and how to sign in
	@$(SETUP) --step 1/4
	@$(APP) -m launch.supervisor

test: ## Sets everything up, runs the checks and every test
	@$(SETUP) --step 1/4 --developing
	@$(APP) -m launch.all_tests $(ARGS)

check: ## Format, lint and types: quick, for every change
	@$(SETUP) --developing
	@$(APP) -m launch.checks

format: ## Brings the code into the project's format
	@$(SETUP) --developing
	@$(APP) -m ruff check --quiet --fix-only .
	@$(APP) -m ruff format .

bench: ## Measures speed, memory and lost messages against bare Rasa
	@$(SETUP) --developing
	@$(APP) -m benchmarks

evaluate: ## Measures understanding and answers, per language
	@$(SETUP) --developing
	@$(APP) -m evaluation $(ARGS)

compare: ## Measures our classifier against others, in 10 to 20 minutes
	@$(SETUP) --developing
	@$(APP) -m evaluation compare

fuzz: ## Posts 100,000 broken bodies to every webhook and the web chat
	@$(SETUP) --developing
	@$(APP) -m tests.fuzz $(ARGS)

clean: ## Removes environments, models, logs and caches; the database and the key stay
	@rm -rf var/tools var/python var/venvs var/models var/logs .mypy_cache .ruff_cache .pytest_cache
	@find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +
