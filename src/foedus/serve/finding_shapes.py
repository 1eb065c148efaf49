"""The JSON of `foedus dossier` and `foedus company`: facts by id, and every claim they rest on, once."""

from __future__ import annotations

from collections.abc import Iterable

from foedus.analyse import Card, Dispute, Dossier, Entry, Evidence, Line, Relative
from foedus.model import Entity, FactTerms, Interval
from foedus.serve.shapes import Json, claim_shape, day, moment, number

__all__ = ["company_shape", "dossier_shape"]


def dossier_shape(found: Dossier) -> Json:
    """The dossier; `claims` holds each claim that a line names, by id, with its story."""
    seen = found.coverage
    evidence = [one for line in found.lines for one in line.evidence]
    evidence += [one for dispute in found.disputes for one in dispute.against]
    return {
        "a": _entity(found.a),
        "b": _entity(found.b),
        "valid_on": day(found.valid_on),
        "known_on": moment(found.known_on),
        "standing": {
            "text": found.standing.text,
            "clauses": [{"text": c.text, "fact_ids": list(c.fact_ids)} for c in found.standing.clauses],
        },
        "in_force": [_line(line) for line in found.in_force],
        "open": [_line(line) for line in found.undecided],
        "over": [_line(line) for line in found.over],
        "timeline": [_entry(entry) for entry in found.timeline],
        "disputes": [_dispute(dispute) for dispute in found.disputes],
        "coverage": {
            "claims": seen.claims,
            "stories": seen.stories,
            "outlets": seen.outlets,
            "independent_sources": seen.sources,
            "first": moment(seen.first),
            "last": moment(seen.last),
        },
        "claims": _claims(evidence),
    }


def company_shape(card: Card) -> Json:
    """The card; `claims` as in the dossier."""
    identity, profile = card.identity, card.identity.entity.profile
    relatives = [relative for section in card.sections for relative in section.relatives]
    evidence = [one for relative in relatives for line in relative.lines for one in line.evidence]
    evidence += [one for dispute in card.disputes for one in dispute.against]
    return {
        "entity": _entity(identity.entity) | {"aliases": list(identity.entity.aliases)},
        "valid_on": day(card.valid_on),
        "known_on": moment(card.known_on),
        "profile": {
            "founded": profile.founded,
            "city": profile.city,
            "region": profile.region,
            "country": profile.country,
            "tags": list(profile.tags),
            "tickers": list(profile.tickers),
            "makes": list(profile.makes),
            "title": profile.title,
            "parent": _entity(identity.parent) if identity.parent else None,
            "source": profile.source,
        },
        "listed": [
            {"field": field, "value": value, "sources": list(sources)}
            for (field, value), sources in identity.listed.items()
        ],
        "coverage": {
            "stories": identity.stories,
            "outlets": identity.outlets,
            "last": moment(identity.last),
        },
        "sections": [
            {"title": section.title, "relatives": [_relative(one) for one in section.relatives]}
            for section in card.sections
        ],
        "disputes": [_dispute(dispute) for dispute in card.disputes],
        "claims": _claims(evidence),
    }


def _entity(entity: Entity) -> Json:
    return {"id": entity.id, "name": entity.name, "kind": entity.kind}


def _line(line: Line) -> Json:
    version = line.version
    return {
        "fact_id": version.fact.id,
        "relation": version.fact.relation,
        "subject": _entity(line.subject),
        "object": _entity(line.object) if line.object else None,
        "words": line.words,
        "stage": version.stage,
        "certainty": version.certainty,
        "confidence": version.confidence,
        "valid": _interval(version.valid),
        "terms": _terms(version.terms),
        "by": line.by,
        "independent_sources": line.sources,
        "stories": line.stories,
        "rule": version.rule,
        "recorded_from": moment(version.recorded_from),
        "supports": list(version.supports),
        "disputes": list(version.disputes),
        "best": line.best.claim.id if line.best else None,
    }


def _entry(entry: Entry) -> Json:
    return {
        "day": day(entry.day),
        "label": entry.label,
        "words": entry.words,
        "fact_id": entry.fact_id,
        "stage": entry.evidence.claim.stage,
        "certainty": entry.evidence.claim.certainty,
        "outlets": list(entry.outlets),
        "claim": entry.evidence.claim.id,
        "also": [one.claim.id for one in entry.also],
        "sentence": entry.evidence.claim.sentence.words,
        "marks": [{"start": mark.start, "end": mark.end, "role": mark.role} for mark in entry.marks],
    }


def _dispute(dispute: Dispute) -> Json:
    return {
        "fact_id": dispute.line.version.fact.id,
        "words": dispute.line.words,
        "against": [one.claim.id for one in dispute.against],
    }


def _relative(relative: Relative) -> Json:
    return {
        "other": _entity(relative.other) if relative.other else None,
        "independent_sources": relative.sources,
        "facts": [_line(line) for line in relative.lines],
    }


def _claims(evidence: Iterable[Evidence]) -> Json:
    found = {one.claim.id: one for one in evidence}
    return {claim_id: _evidence(found[claim_id]) for claim_id in sorted(found)}


def _evidence(one: Evidence) -> Json:
    source = one.source
    story: Json = {
        "id": source.story_id,
        "title": source.title,
        "outlet": source.outlet,
        "url": source.url,
        "path": source.path,
        "published_at": moment(source.published_at, date_only=source.date_only),
        "duplicate_of": source.duplicate_of,
    }
    return claim_shape(one.claim) | {"reader": one.claim.reader, "story": story}


def _interval(valid: Interval) -> Json:
    return {"start": day(valid.start), "end": day(valid.end), "granularity": valid.granularity}


def _terms(terms: FactTerms) -> Json:
    return {
        "amount": _amount(terms),
        "share": _share(terms),
        "valuation": {"words": terms.valuation_words} if terms.valuation_words else None,
        "date": {"words": terms.date_words} if terms.date_words else None,
        "what": terms.what,
        "title": terms.title,
        "holder": terms.holder,
        "exclusive": terms.exclusive,
    }


def _amount(terms: FactTerms) -> Json | None:
    if not terms.amount_words:
        return None
    return {
        "words": terms.amount_words,
        "low": number(terms.amount_low),
        "high": number(terms.amount_high),
        "currency": terms.currency,
    }


def _share(terms: FactTerms) -> Json | None:
    if not terms.share_words:
        return None
    return {"words": terms.share_words, "low": number(terms.share_low), "high": number(terms.share_high)}
