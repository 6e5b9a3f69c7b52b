PYTHON ?= python3
BIN = .venv/bin
UV = 0.13.8

.PHONY: setup run test check bench seed lock catalogues format browsers clean

setup: .venv/ready node_modules/ready ## everything the project needs, in the project's own folder

.venv/ready: requirements-dev.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv==$(UV)
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock
	echo "$(CURDIR)" > "$$($(BIN)/python -c 'import site; print(site.getsitepackages()[0])')/parcours.pth"
	printf '#!%s\nfrom backend.__main__ import main\nmain()\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/parcours
	chmod +x $(BIN)/parcours
	touch $@

node_modules/ready: package-lock.json .venv/ready
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund
	touch $@

run: setup ## the demo territory on http://127.0.0.1:8000, with its worker
	@$(BIN)/python -m backend demo --unless-filled
	@$(BIN)/python -m backend serve

seed: setup ## the demo territory again, in an empty database
	$(BIN)/python -m backend demo

test: setup browsers
	$(BIN)/pytest --numprocesses 2 --dist worksteal $(ARGS)

browsers:
	@command -v chromium >/dev/null && command -v firefox-esr >/dev/null || \
	  { SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	    $$SUDO apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    $$SUDO apt-get install -y -qq --no-install-recommends chromium firefox-esr fonts-noto-core; }

check: setup ## formatters, linters, types, import contracts, catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/ty check
	$(BIN)/lint-imports
	$(BIN)/djlint frontend/templates --lint --quiet
	for script in frontend/scripts/*.js frontend/pwa/*.js; do $(BIN)/node --check $$script || exit 1; done
	$(BIN)/python -m tools.catalogues --check

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogues: setup ## gather the sentences of the code into locales/
	$(BIN)/python -m tools.catalogues

bench: setup
	$(BIN)/python -m bench

lock: ## the newest versions, a week old at least
	$(BIN)/uv lock
	$(BIN)/uv export --quiet --no-emit-project --no-default-groups --format requirements-txt --output-file requirements.lock
	$(BIN)/uv export --quiet --no-emit-project --group dev --group node --format requirements-txt --output-file requirements-dev.lock
	rm uv.lock

clean:
	rm -rf .venv node_modules var
