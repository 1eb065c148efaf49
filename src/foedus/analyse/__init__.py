"""Views to findings: where two entities stand, who one is. Pure; every line leads to its words."""

from __future__ import annotations

from foedus.analyse.company import Card, Identity, Relative, Section, company
from foedus.analyse.dossier import Clause, Coverage, Dossier, Standing, dossier
from foedus.analyse.lines import Dispute, Evidence, Line
from foedus.analyse.listed import Stated, entities_listed, listings_of, stated
from foedus.analyse.lookup import Found, bears, find, nobody
from foedus.analyse.pairs import busiest_pair
from foedus.analyse.review import Choice, Question, Sample, review
from foedus.analyse.timeline import Entry, Mark

__all__ = [
    "Card",
    "Choice",
    "Clause",
    "Coverage",
    "Dispute",
    "Dossier",
    "Entry",
    "Evidence",
    "Found",
    "Identity",
    "Line",
    "Mark",
    "Question",
    "Relative",
    "Sample",
    "Section",
    "Standing",
    "Stated",
    "bears",
    "busiest_pair",
    "company",
    "dossier",
    "entities_listed",
    "find",
    "listings_of",
    "nobody",
    "review",
    "stated",
]
