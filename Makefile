# `make run` and `make test` do everything that is needed from a bare checkout.
PORT ?= 8000
PY := .venv/bin/python
# A list that was installed once is not installed again: no network is needed then.
RUNTIME = .venv/installed-$(shell cksum < requirements.txt | tr ' ' -)
TESTING = .venv/installed-$(shell cat requirements.txt tests/requirements.txt | cksum | tr ' ' -)
export PORT
export PYTHONUNBUFFERED = 1
.PHONY: run test screenshots runtime testing venv

run: runtime
	@exec $(PY) manage.py serve --port "$$PORT"

test: testing
	exec $(PY) -m pytest -p tests.workers -n auto --maxprocesses 4 --dist loadfile

# The pictures of docs/screenshots/.
screenshots: testing
	exec $(PY) -m tests.screenshots

runtime: venv
	@test -e $(RUNTIME) || $(MAKE) -s $(RUNTIME) FROM=requirements.txt

testing: venv
	@test -e $(TESTING) || $(MAKE) -s $(TESTING) FROM=tests/requirements.txt

.venv/installed-%:
	@echo "Installing the packages of $(FROM) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore -r $(FROM) \
	  || { echo "The packages cannot be installed: is the network there?" >&2; exit 1; }
	@touch $@

# A virtual environment that is half made, or whose Python is gone, is made anew.
venv:
	@$(PY) -m pip --version >/dev/null 2>&1 || sh .ci/make-venv $(PYTHON)
