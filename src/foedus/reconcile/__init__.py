"""Claims to facts: grouped, told apart, brought to their stage by named rules, weighed by source."""

from __future__ import annotations

from foedus.reconcile.confidence import confidence
from foedus.reconcile.explain import explain
from foedus.reconcile.facts import reconcile
from foedus.reconcile.independence import sources
from foedus.reconcile.standing import RULES

__all__ = ["RULES", "confidence", "explain", "reconcile", "sources"]
