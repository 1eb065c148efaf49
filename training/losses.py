"""What the network is taught: the losses of both passes and of the references, and their weights."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.batches import Rows, Windows, reference_pairs, story_places
from training.model import Network, Pairs

WEIGHTS = {
    "names": 1.0,
    "nominals": 0.7,
    "triggers": 1.5,
    "valid": 1.0,
    "roles": 0.4,
    "pairs": 0.7,
    "spans": 0.7,
    "stage": 0.5,
    "certainty": 0.4,
    "exclusive": 0.1,
    "references": 0.5,
}


def first_loss(w: Windows, out: tuple[Tensor, ...]) -> dict[str, Tensor]:
    names, nominals, triggers = (x.float() for x in out[:3])
    weight = torch.where(w.triggers > 0, 2.0, 1.0)
    bce = F.binary_cross_entropy_with_logits(triggers, w.triggers, weight=weight, reduction="none").sum(-1)
    return {
        "names": F.cross_entropy(names.transpose(1, 2), w.names, ignore_index=-100),
        "nominals": F.cross_entropy(nominals.transpose(1, 2), w.nominals, ignore_index=-100),
        "triggers": (bce * w.shown).sum() / w.shown.sum(),
    }


def second_loss(pairs: Pairs, rows: Rows, out: tuple[Tensor, ...]) -> dict[str, Tensor]:
    starts, ends, spans, words, trigger, stage, certainty, verdict = (x.float() for x in out)
    true = rows.valid > 0
    losses = {"valid": F.binary_cross_entropy_with_logits(verdict[:, 0], rows.valid)}
    if len(rows.ends):
        losses["pairs"] = pair_loss(pairs, rows, words, trigger, verdict[:, 0])
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


def pair_loss(pairs: Pairs, rows: Rows, words: Tensor, trigger: Tensor, verdict: Tensor) -> Tensor:
    """Cross-entropy of "this claim stands" over all pairs of ends, summed for each candidate trigger."""
    row, a, b, c, d = rows.ends.unbind(1)
    begin, end, from_, last = words.unflatten(-1, (4, -1)).unbind(2)
    subject = begin[row, a] + end[row, b]
    other = torch.where(
        (c >= 0)[:, None], from_[row, c.clamp(min=0)] + last[row, d.clamp(min=0)], pairs.nobody
    )
    logits = pairs(subject, other, trigger[row], verdict[row])
    bce = F.binary_cross_entropy_with_logits(logits, rows.stands, reduction="sum")
    return bce / len(rows.candidates)


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
