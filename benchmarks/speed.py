"""Prints how fast `extract` is on one core beside the bare network, its memory, and the start-up time.

Run with `make bench`. The stories are those of training/corpus, as plain texts; every figure is the
best of three passes, after one to warm up.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from foedus.model import Story
from foedus.read import builtin_reader, split_sentences
from foedus.read.builtin import ROOM, WINDOWS
from foedus.read.decode import run_first
from foedus.read.network import Network
from foedus.read.tokens import encode_sentences, pack

CORPUS = Path(__file__).parent.parent / "training" / "corpus"


def sample(count: int) -> list[str]:
    """Texts of marked stories, each as a plain file would hold it, from all files in turn."""
    texts = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines()[:6]:
            sentences = [s["text"] for s in json.loads(line)["sentences"]]
            texts.append(sentences[0] + "\n\n" + " ".join(sentences[1:]))
    return texts[:count]


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs, in seconds, after one to warm up."""
    work()
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return min(took)


def first_pass_alone(stories: Sequence[Story]) -> Callable[[], object]:
    """The encoder and its heads over the stories' sentences, cut and encoded beforehand."""
    reader = builtin_reader()
    prepared = []
    for story in stories:
        encoded = encode_sentences(reader.tokeniser, [s.words for s in split_sentences(story)])
        prepared.append((encoded, pack([len(e.ids) for e in encoded], ROOM)))

    def run() -> None:
        for encoded, windows in prepared:
            for at in range(0, len(windows), WINDOWS):
                run_first(reader.network, encoded, windows[at : at + WINDOWS])

    return run


class Timed:
    """A network that adds up the seconds spent inside it."""

    def __init__(self, network: Network) -> None:
        self.network, self.seconds = network, 0.0

    def first(self, *arrays: Any) -> Any:
        return self._timed(self.network.first, *arrays)

    def second(self, rows: Any) -> Any:
        return self._timed(self.network.second, rows)

    def _timed(self, work: Callable[..., Any], *given: Any) -> Any:
        begun = time.perf_counter()
        out = work(*given)
        self.seconds += time.perf_counter() - begun
        return out


def network_alone(stories: Sequence[Story]) -> float:
    """Seconds both passes of the network take while the stories are read."""
    reader = builtin_reader()
    timed = Timed(reader.network)
    reader.network = timed
    try:
        list(reader.read(stories))
    finally:
        reader.network = timed.network
    return timed.seconds


def extract_all(folder: Path) -> Callable[[], object]:
    """The whole of `foedus extract` over a folder, but for the printing."""
    from foedus.flow import extract

    return lambda: list(extract([str(folder)], reader=builtin_reader()))


def start_up() -> float:
    """Seconds `foedus --help` takes."""
    return best(
        lambda: subprocess.run(
            [sys.executable, "-m", "foedus", "--help"], stdout=subprocess.DEVNULL, check=True
        )
    )


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = sample(int(sys.argv[1]) if len(sys.argv) > 1 else 120)
    stories = [Story(text=t, title=t.split("\n", 1)[0]) for t in texts]
    sentences = sum(len(split_sentences(s)) for s in stories)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, text in enumerate(texts):
            (folder / f"{number:04d}.txt").write_text(text, "utf-8")
        rows = [("first pass", best(first_pass_alone(stories)))]
        rows.append(("both passes", min(network_alone(stories) for _ in range(3))))
        rows.append(("reader", best(lambda: list(builtin_reader().read(stories)))))
        rows.append(("extract", best(extract_all(folder))))
    print(f"{platform.processor() or platform.machine()}, one core, Python {platform.python_version()}")
    print(f"{len(stories)} stories, {sentences} sentences, reader {builtin_reader().version}\n")
    heads = ("seconds", "stories/s", "sentences/s", "x first pass", "not network")
    print(" " * 16 + "".join(f"{head:>13s}" for head in heads))
    base, network = rows[0][1], rows[1][1]
    for label, took in rows:
        figures = (
            f"{took:.2f}",
            f"{len(stories) / took:.1f}",
            f"{sentences / took:.1f}",
            f"{took / base:.2f}",
        )
        print(
            f"{label:16s}"
            + "".join(f"{x:>13s}" for x in (*figures, f"{100 * max(0.0, took - network) / took:.0f}%"))
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process   {peak:7.0f} MB   (to stay under 700)")
    print(f"start-up of foedus --help     {start_up():7.2f} s    (to stay under 0.5)")


if __name__ == "__main__":
    main()
