"""Views to findings: where two entities stand, who one is. Pure; every line leads to its words."""

from __future__ import annotations

from foedus.analyse.company import Card, Identity, Relative, Section, company
from foedus.analyse.dossier import Clause, Coverage, Dossier, Standing, dossier
from foedus.analyse.lines import Dispute, Evidence, Line
from foedus.analyse.lookup import Found, find
from foedus.analyse.pairs import busiest_pair
from foedus.analyse.timeline import Entry, Mark

__all__ = [
    "Card",
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
    "Relative",
    "Section",
    "Standing",
    "busiest_pair",
    "company",
    "dossier",
    "find",
]
