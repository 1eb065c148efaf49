"""Writes docs/reader.md, what users may expect of the reader: `python -m training.page FILES... --to docs/reader.md`."""

from __future__ import annotations

import argparse
from pathlib import Path

from foedus.read import builtin_reader
from training.data import load_stories, sound
from training.evaluate import Report, calibration_error, evaluate, interval
from training.facts import Tally, macro

HEAD = """# What to expect of the built-in reader

Made by `python -m training.page` with reader `{version}`. Measured on {stories} stories ({facts} facts) that it was never trained on and on which
nothing was tuned: reports of real events retold in our own words, in the manner of wires, business pages, trade papers and blogs. A fact is
right when relation, subject and object are right, names compared as within one story.

| | precision | recall | F1 |
|---|---|---|---|
| facts | {facts_row} |
| facts of which the reader is surest (top fifth) | {top:.2f} | | |
| facts of the title and the two sentences after it | | {main:.2f} | |
| pairs of names, whatever the relation | {pairs_row} |
| relations, whatever the names | {relations_row} |
| names (exact words and kind) | {mentions_row} |

With other stories of this kind the facts' F1 would lie between {low:.2f} and {high:.2f} (95%, bootstrap). {hard}

Of the claims found right, the stage is right in {stage:.0%} (macro-F1 {stage_f1:.2f}) and the certainty in {certainty:.0%}
(macro-F1 {certainty_f1:.2f}). Two hands that mark the same stories independently agree on facts with F1 .82 to .85, on the stage in 93 to 95%
and on the certainty in 98%: no reader can be held to more.

## How to read its answers
- **Open the words.** Every claim shows its sentence with the ends, the trigger and the terms marked; a glance tells whether it is right.
- **The score** of a claim is a probability, fitted on other stories: of the claims at .8 about four in five are right, of those near the
  threshold ({cut:.2f}) about a third. On these stories it is off by {ece:.2f} on average.
- **Several sources help more than one good score**: the same mistake is seldom made in two stories.

## Typical mistakes
- *The wrong end*: in a sentence of many names, a neighbour is taken for the buyer, seller or plaintiff.
- *The wrong "it"*: a nominal or pronoun is taken for the other company in the story. Unsure references lower the score.
- *A neighbouring relation*: `owns` for `invests_in`, `supplies` for `partners_with`, `accuses` for `sues`.
- *Products as companies*: a brand named once, without its maker, may be taken for an organisation.
- *Missed claims*: dense sentences with four or more claims seldom give up all of them.

## By relation
| relation | precision | recall | F1 | marked | found |
|---|---|---|---|---|---|
"""


def row(tally: Tally) -> str:
    """Precision, recall and F1 as cells."""
    p = tally.right / tally.found if tally.found else 0.0
    r = tally.right / tally.marked if tally.marked else 0.0
    return f"{p:.2f} | {r:.2f} | {tally.f1:.2f}"


def page(report: Report, stories: int, hard: str) -> str:
    """The page's text."""
    top = sorted(report.scored, reverse=True)[: max(1, len(report.scored) // 5)]
    stage, stage_f1 = macro(report.labels, "stage")
    certainty, certainty_f1 = macro(report.labels, "certainty")
    low, high = interval(report.stories)
    text = HEAD.format(
        version=builtin_reader().version,
        stories=stories,
        facts=report.facts.marked,
        facts_row=row(report.facts),
        top=sum(ok for _, ok in top) / len(top),
        pairs_row=row(report.pairs),
        relations_row=row(report.relations_only),
        mentions_row=row(report.mentions),
        stage=stage,
        stage_f1=stage_f1,
        certainty=certainty,
        certainty_f1=certainty_f1,
        cut=builtin_reader().cut.score,
        main=report.main_news.recall,
        low=low,
        high=high,
        hard=hard,
        ece=calibration_error(report.scored),
    )
    for name, tally in sorted(report.by_relation.items()):
        text += f"| `{name}` | {row(tally)} | {tally.marked} | {tally.found} |\n"
    return text + "\nFew marks make an unsure figure: below twenty marked, take a row as a hint.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument(
        "--hard", type=Path, nargs="+", help="stories in a harder manner, told in one sentence"
    )
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    stories, hard = list(sound(load_stories(options.files))), ""
    if options.hard:
        other = evaluate(builtin_reader(), sound(load_stories(options.hard))).facts
        hard = (
            f"Rich prose is harder: on stories with long, allusive sentences ({other.marked} facts) precision is "
            f"{other.right / max(1, other.found):.2f}, recall {other.recall:.2f}, F1 {other.f1:.2f}."
        )
    options.to.write_text(page(evaluate(builtin_reader(), stories), len(stories), hard), "utf-8")


if __name__ == "__main__":
    main()
