# The book's tasks. `make book` reads it, `make test` checks it, `make help` lists the rest.
#
# Paths are relative, so that a folder with spaces in its name works. Kept to what GNU
# make 3.81 knows, the version that macOS brings.

VENV     := .venv
PYTHON_X := $(VENV)/bin/python
PORT     := 8000
HAS_UV   := $(shell command -v uv 2>/dev/null)
UV        = $(if $(HAS_UV),uv,$(PYTHON_X) -m uv)

# Python keeps what it has compiled, as it does by itself: where a machine is set to compile anew each
# time, a kernel takes three times as long to start.
export PYTHONDONTWRITEBYTECODE :=
# Packages are the ones in $(VENV), whatever a machine is set up to add to other Pythons.
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help book build site serve lab lms teach slides handouts answers pdf browser exercises built-exercises \
	links student-repo grade key check units test nightly mutants lint licenses data confirm bench sbom release audit lock clean distclean

help: ## list these tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

## Reading

book: build ## build the book, serve it on this machine, print its address
	@$(PYTHON_X) tools/serve.py --port $(PORT)

build: $(VENV)/.book ## build the book into _build/html
	@$(PYTHON_X) tools/build.py

site: slides handouts built-exercises lms ## make what a web server serves: _build/site, and the same as a zip
	@$(PYTHON_X) tools/website.py

serve: $(VENV)/.book ## serve what was built last (PORT=8000)
	@$(PYTHON_X) tools/serve.py --port $(PORT)

lab: $(VENV)/.book ## open the chapters as notebooks in JupyterLab
	@echo "JupyterLab opens in your browser at the folder book/."
	@echo "Double-click a chapter (an .md file) to open it as a notebook, then Run > Run All Cells."
	@echo "The exercises are in the folder exercises/student/."
	@echo "Ctrl-C in this window stops it."
	@$(PYTHON_X) -m jupyterlab --LabApp.default_url=/lab/tree/book \
		$$([ "$$(id -u)" != 0 ] || echo --allow-root)

## Teaching

lms: $(VENV)/.book ## write the quizzes for Canvas, Moodle, Blackboard into _build/lms
	@$(PYTHON_X) -m coursebook.teaching.lms _build/lms

teach: slides handouts answers lms ## all that an instructor holds in hand, into _build

slides: browser build ## one deck per part into _build/slides
	$(call TEACH,slides)

handouts: browser ## briefs, forms, rubrics, worksheets into _build/handouts
	$(call TEACH,handouts)

pdf: browser build ## the whole book as one PDF, _build/divergent-priorities.pdf
	$(call TEACH,pdf)

answers: browser built-exercises ## what only the instructor may see into _build/instructor
	$(call TEACH,answers)

# Once for all who want it, for they may run side by side.
browser: $(VENV)/.teach
	@$(PYTHON_X) -m coursebook.teaching.browsers --headless >/dev/null

TEACH = @CHROMIUM="$$($(PYTHON_X) -m coursebook.teaching.browsers --headless)" && export CHROMIUM && $(PYTHON_X) tools/teach.py $(1)

exercises: $(VENV)/.book ## build exercises and keys into _build, and renew exercises/student/
	@$(PYTHON_X) -m coursebook.coursework.build --renew $(CLASS) $(EXERCISE)

built-exercises: $(VENV)/.book
	@$(PYTHON_X) -m coursebook.coursework.build $(CLASS) $(EXERCISE)

CLASS = $(if $(ROSTER),--roster "$(ROSTER)") $(if $(ID_COLUMN),--id-column "$(ID_COLUMN)")

links: $(VENV)/.book ## print links that open notebooks on a JupyterHub: HUB=https://hub.example.edu
	@test -n "$(HUB)" || { echo 'Name the hub: make links HUB=https://hub.example.edu'; exit 2; }
	@$(PYTHON_X) tools/links.py "$(HUB)"

# Quoted, for a folder's name may hold spaces.
grade: built-exercises ## grade a folder or zip: SUBMISSIONS=folder [EXERCISE= ROSTER=ids.csv SETTINGS= OUT= AGAIN=1]
	@test -n "$(SUBMISSIONS)" || { echo 'Name a folder: make grade SUBMISSIONS=folder'; exit 2; }
	@$(PYTHON_X) -m coursebook.coursework.grading "$(SUBMISSIONS)" $(if $(OUT),--out "$(OUT)") \
		$(if $(EXERCISE),--exercise $(EXERCISE)) $(CLASS) \
		$(if $(SETTINGS),--settings "$(SETTINGS)") $(if $(ISOLATION),--isolation $(ISOLATION)) $(if $(AGAIN),--again)

student-repo: $(VENV)/.book ## write what students get, without keys: TO=folder [ROSTER=ids.csv where COURSE_SALT is set]
	@$(PYTHON_X) -m coursebook.coursework.student_repo $(if $(TO),"$(TO)") $(CLASS)

key: built-exercises ## print one student's right answers: EXERCISE=what-would-it-cost ID=20251234
	@$(PYTHON_X) -m coursebook.coursework.grading.key "$(EXERCISE)" $(if $(ID),"$(ID)")

## Checking

# A module's tests stay together: they share pages and kernels. PARALLEL= runs one after another.
PARALLEL := --numprocesses=auto --maxprocesses=4 --dist=loadscope --no-loadscope-reorder

# In three sizes: `check` needs no build and no browser, `test` is what a change can break,
# `nightly` what takes long and seldom breaks.

check: $(VENV)/.test ## the quick checks, a minute: style, types, licenses, data, units; no build
	@$(MAKE) --no-print-directory --jobs=2 lint licenses data units

# Beside the others, for types are checked on one processor alone.
units: $(VENV)/.test
	@$(PYTHON_X) -m pytest $(PARALLEL) tests/check $(ARGS)

test: $(VENV)/.test ## run every check that a change can fail, in a real browser and JupyterLab
	@$(MAKE) --no-print-directory --jobs=3 lint licenses teach
	@$(PYTHON_X) tools/servers.py
	@$(PYTHON_X) tools/boundary.py
	@$(WITH_BROWSER) $(PYTHON_X) -m pytest $(PARALLEL) $(ARGS)

nightly: $(VENV)/.test build built-exercises ## run the long checks: broken-off builds, Binder, JupyterHub, mutants
	@$(WITH_BROWSER) NIGHTLY=1 $(PYTHON_X) -m pytest $(PARALLEL) tests/nightly tests/check tests/notebook \
		$(addprefix tests/browser/test_,$(addsuffix .py,compare every_control extremes hostile keyboard parity)) $(ARGS)
	@$(WITH_BROWSER) SLOWED=4 $(PYTHON_X) -m pytest $(PARALLEL) $(PACED) $(ARGS)
	@$(MAKE) --no-print-directory mutants

# What a page does after a pause, or while a hand moves, on pages that are held back.
PACED = $(addprefix tests/browser/test_,$(addsuffix .py,hands kept links moves spoken tasks timeline tooltips touch))

WITH_BROWSER = CHROMIUM="$$($(PYTHON_X) -m coursebook.teaching.browsers --headless)" && export CHROMIUM &&

mutants: $(VENV)/.test ## count small mistakes that no test notices: MODULES="files" MINUTES=20
	@$(PYTHON_X) tools/mutants.py $(if $(MINUTES),--minutes $(MINUTES)) $(MODULES)

lint: $(VENV)/.test ## check style, types, scripts, which room uses which, and workflows
	@$(PYTHON_X) -m ruff check .
	@$(PYTHON_X) -m ruff format --check .
	@$(VENV)/bin/deno fmt --check --quiet
	@$(VENV)/bin/deno lint --quiet
	@$(VENV)/bin/lint-imports --no-logo >/dev/null || $(VENV)/bin/lint-imports --no-logo
	@$(PYTHON_X) -m mypy
	@$(VENV)/bin/zizmor --quiet --offline --no-progress .github

licenses: $(VENV)/.test ## hold each installed package to the licenses that pyproject.toml allows
	@$(PYTHON_X) -m piplicenses --with-system --summary

data: $(VENV)/.book ## hold the tables, the bibliography and the table of contents to their rules
	@$(PYTHON_X) -m coursebook.checks

audit: $(VENV)/.release ## ask PyPI which of the locked versions have known vulnerabilities
	@$(VENV)/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
		$(foreach file,$(LOCKED),--requirement $(file))

confirm: $(VENV)/.book ## take the figures in data/ as their sources have them, after a change
	@$(PYTHON_X) -m coursebook.checks --confirm

bench: $(VENV)/.test build ## measure; prints tables, asserts nothing
	@CHROMIUM="$$($(PYTHON_X) -m coursebook.teaching.browsers)" && export CHROMIUM && \
		for benchmark in benchmarks/*.py; do $(PYTHON_X) "$$benchmark" || exit 1; done

## Keeping house

sbom: $(VENV)/.release ## list what the book is made of, _build/divergent-priorities.cdx.json (CycloneDX)
	@$(PYTHON_X) tools/sbom.py

release: site pdf sbom ## put together what a release offers, in _build/release
	@$(PYTHON_X) tools/release.py

lock: | $(PYTHON_X) ## pin all packages anew from the .in files (UPGRADE=1: newest versions)
	@$(if $(HAS_UV),:,sh tools/environment.sh install uv)
	@$(UV) pip compile $(LOCK_OPTIONS) requirements.in --output-file requirements.txt
	@grep -v '^-e ' requirements.txt | $(UV) pip compile $(LOCK_OPTIONS) --generate-hashes \
		--no-emit-package alliance --no-emit-package coursebook --constraints - requirements.in --output-file requirements.lock
	@$(UV) pip compile $(LOCK_OPTIONS) --generate-hashes --constraints requirements.lock \
		deploy/jupyterhub/requirements.in --output-file deploy/jupyterhub/requirements.txt
	@$(UV) pip compile $(LOCK_OPTIONS) --generate-hashes --constraints requirements.lock \
		requirements-teach.in --output-file requirements-teach.txt
	@$(UV) pip compile $(LOCK_OPTIONS) --generate-hashes --constraints requirements.lock \
		--constraints requirements-teach.txt requirements-test.in --output-file requirements-test.txt
	@$(UV) pip compile $(LOCK_OPTIONS) --generate-hashes --constraints requirements.lock \
		--constraints requirements-teach.txt --constraints requirements-test.txt \
		requirements-release.in --output-file requirements-release.txt

LOCKED := requirements.lock requirements-teach.txt requirements-test.txt requirements-release.txt \
	deploy/jupyterhub/requirements.txt

# One version of each package for every system and every Python from the oldest on.
OLDEST ?= 3.11
LOCK_OPTIONS := --quiet --universal --python-version $(OLDEST) --fork-strategy fewest \
	--no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

clean: ## remove what was built
	rm -rf _build .hypothesis .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find . -name .venv -prune -o -name .git -prune -o \
		\( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

distclean: clean ## remove the environment too
	rm -rf $(VENV)

## The environment: the stamps say what is installed, so that a second call does nothing.

# Only what the lock files list, with the checksum that they list, and nothing that runs
# code to be installed.
VERIFIED := --no-deps --require-hashes --only-binary :all: --requirement

$(PYTHON_X):
	@sh tools/environment.sh create

$(VENV)/.book: requirements.lock pyproject.toml coursebook/pyproject.toml tools/lab-overrides.json tools/lab_settings.py | $(PYTHON_X)
	@echo "Installing the book's packages into $(VENV)/ (the first time takes a minute or two)."
	@sh tools/environment.sh install $(VERIFIED) requirements.lock
	@PYTHONWARNINGS=ignore sh tools/environment.sh install --no-deps --no-build-isolation --editable ./coursebook --editable .
	@$(PYTHON_X) tools/lab_settings.py
	@touch $@

$(VENV)/.teach: requirements-teach.txt $(VENV)/.book
	@echo "Installing the packages that write slides and handouts."
	@sh tools/environment.sh install $(VERIFIED) requirements-teach.txt
	@touch $@

$(VENV)/.release: requirements-release.txt $(VENV)/.book
	@echo "Installing the packages that list and audit packages."
	@sh tools/environment.sh install $(VERIFIED) requirements-release.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.teach
	@echo "Installing the packages of the checks."
	@sh tools/environment.sh install $(VERIFIED) requirements-test.txt
	@touch $@
