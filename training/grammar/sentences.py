"""Sentences: clauses chosen from the grammar, wrapped, joined and led in as news does."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from .claims import Sentence, UnmarkableError, sentence
from .decor import decorate
from .grammar import Frame, Grammar, Line, Relation, Wrapper, grammar
from .nominals import Party
from .patterns import LEADING_DEED, PAIRS, RELATIVES, TRAILING_DEED, asks, lowered
from .scope import Report, Scope, Spec, World

PLAIN_SHARE = 0.35
LONGEST = 60
LEAD_SHARE = 0.3
TRAIL_SHARE = 0.5
RELATIVE_SHARE = 0.07
RARER = {"offered": 2.2, "demanded": 1.5, "ended": 2.0}
DEFAULT_MIX = {"event": 4.0, "state": 3.0, "noun": 1.5, "full": 4.0}


class Maker:
    """Makes sentences from one stream of chance."""

    def __init__(self, seed: int, source: Grammar | None = None) -> None:
        self.rng = Random(seed)
        self.grammar = source or grammar()
        self.relations = list(self.grammar.relations.values())
        self.sharing = [
            r
            for r in self.relations
            if r.shares and "event" in r.frames and "firm" in r.sorts.get("S", "").split("/")
        ]
        self.scopes: list[Scope] = []
        self.adorned = False
        self.world = World(self.rng)
        self._weights = {id(r): [x.weight for x in r] for r in (self.relations, self.sharing)}

    def make(self) -> Sentence:
        """A sentence whose every mark can be named; unmarkable or overlong draws are thrown away."""
        while True:
            self.scopes, self.adorned = [], False
            self.world = World(self.rng, macros=self.grammar.macros)
            self.plain() if self.rng.random() < PLAIN_SHARE else self.telling()
            marked = self.world.writer.finish()
            if marked.text.count(" ") > LONGEST:
                continue
            try:
                return sentence(marked, self.scopes)
            except UnmarkableError:
                continue

    def pick(self, items: Sequence[Relation]) -> Relation:
        """A relation by weight."""
        return self.rng.choices(items, self._weights[id(items)])[0]

    def line(self, lines: Sequence[Line]) -> Line:
        """A line by weight."""
        return self.rng.choices(lines, [line.weight for line in lines])[0]

    def text(self, section: str, scope: Scope | None = None) -> None:
        """Writes a frame text: a lead, a trail, a dateline."""
        scope = scope or Scope(self.world)
        scope.render(self.line(self.grammar.texts[section]).body)

    def stop(self) -> None:
        """Writes the final stop, unless one stands."""
        if not self.world.writer.text.rstrip().endswith((".", "?", "!", ".”", '."')):
            self.world.writer.write(".")

    def plain(self) -> None:
        """A sentence without a claim."""
        rng = self.rng
        if rng.random() < 0.08:
            self.world.headline = True
            self.text("plainhead")
            return
        if rng.random() < 0.06:
            self.text("dateline")
            self.world.writer.write(" ")
            self.world.writer.top()
        if rng.random() < 0.05:
            self.text("lead")
            self.world.writer.write(" ")
        body = self.line(self.grammar.texts["plain"]).body
        Scope(self.world).render(lowered(body) if self.world.writer.text.endswith((", ", ": ")) else body)
        for _ in range(2):
            if rng.random() > 0.45 or self.world.writer.text.endswith((".", "?", "!", '"', "”")):
                break
            self.world.writer.write(
                rng.choice(("; ", ", and ", ", while ", "; ", ", but ", " - ", "; meanwhile, "))
            )
            Scope(self.world).render(lowered(self.line(self.grammar.texts["plain"]).body))
        if rng.random() < 0.05 and not self.world.writer.text.endswith((".", "?", "!", '"', "”")):
            self.world.writer.write(" ")
            self.text("plaintrail")
        self.stop()

    def telling(self) -> None:
        """A sentence with claims."""
        draw = self.rng.random()
        if draw < 0.11:
            self.headline()
            return
        if self.rng.random() < 0.07:
            self.text("dateline")
            self.world.writer.write(" ")
            self.world.writer.top()
        if draw < 0.31:
            self.joined()
        elif draw < 0.39:
            self.paired()
        elif draw < 0.43:
            self.led_by_deed()
        elif draw < 0.61:
            self.reported()
        else:
            self.single()
        self.stop()

    def headline(self) -> None:
        """A headline: present tense, no articles, no stop."""
        self.world.headline = True
        lead = self.line(self.grammar.texts["headlead"]).body
        Scope(self.world).render((*lead, " ") if lead else ())
        relation = self.pick(self.relations)
        kind = self.rng.choice(
            [k for k in ("event", "state", "noun deal", "noun case") if k in relation.frames]
            + ["head"] * ("head" in relation.lines)
        )
        if kind == "head":
            told = self.full(relation, self.line(relation.lines["head"]), first=False)
        else:
            told = self.framed(relation, kind, head=True)
        if not self.world.writer.text.endswith("?"):
            self.headtail(told)

    def headtail(self, told: Scope) -> None:
        """What may close a headline: its source, or an aside."""
        draw = self.rng.random()
        if draw > 0.3:
            return
        self.world.writer.write(" ")
        if draw > 0.08:
            self.text("headtail")
            return
        outer = Scope(self.world)
        self.text("headsource", outer)
        told.report = Report(
            "reported", outer.keys["q" if "q" in outer.keys else "Q"][0], outer.keys.get("k", [""])[0]
        )

    def single(self) -> None:
        """One clause with what may stand before and after it."""
        first = not self.world.writer.text
        led = self.rng.random() < LEAD_SHARE
        if led:
            self.text("lead")
            self.world.writer.write(" ")
        self.clause(first and not led)
        self.trail(TRAIL_SHARE)

    def trail(self, share: float) -> None:
        """Writes what may stand after a clause, in this share of cases."""
        if self.rng.random() < share and not self.world.writer.text.endswith(("?", "”", '"')):
            self.world.writer.write(" ")
            self.text("trail")

    def joined(self) -> None:
        """Two independent clauses."""
        outer = Scope(self.world)
        outer.insert = lambda form: self.clause(
            not self.world.writer.text or self.world.writer.text.endswith(". "), False
        )
        outer.render(self.line(self.grammar.texts["join"]).body)
        self.trail(0.3)

    def reported(self) -> None:
        """A clause with its source."""
        line = self.line(self.grammar.texts["report"])
        outer = Scope(self.world, decorate=decorate)
        told: list[Scope] = []
        outer.insert = lambda form: told.append(self.clause(not self.world.writer.text, False))
        outer.render(line.body)
        speaker = next((outer.keys[k][0] for k in ("Q", "q") if k in outer.keys), "")
        told[0].report = Report(line.report, speaker, outer.keys.get("k", [""])[0])
        self.scopes.extend(outer.children)
        self.trail(0.35)

    def clause(self, first: bool = True, questions: bool = True) -> Scope:
        """One clause of any relation; its scope."""
        while True:
            relation = self.pick(self.relations)
            mix = relation.mix or DEFAULT_MIX
            kinds = [k for k in (*relation.frames, *relation.lines) if k != "head"]
            kind = self.rng.choices(kinds, [mix.get(k.split()[0], 1.0) for k in kinds])[0]
            if kind not in relation.frames:
                line = self.line(relation.lines[kind])
                if questions or not (asks(line.body) or line.specs[0].certainty != "asserted"):
                    return self.full(relation, line, first)
            else:
                return self.framed(relation, kind, first=first, questions=questions)

    def scope(self, relation: Relation, money: bool) -> Scope:
        """A fresh scope for the relation."""
        lists = "" if money else relation.lists
        scope = Scope(self.world, dict(relation.sorts), lists, relation.macros, decorate=self.adorn)
        self.scopes.append(scope)
        return scope

    def adorn(self, scope: Scope, party: Party, role: str) -> None:
        """Writes a party's name, sometimes with a relative clause about what else it did."""
        fits = role == "S" and party.kind == "org" and not party.names[0].article and not self.adorned
        if not fits or self.rng.random() > RELATIVE_SHARE:
            decorate(scope, party, role)
            return
        self.adorned = True
        scope.write_name(role, party.names[0])
        relation, frame = self.deed()
        inner = Scope(self.world, dict(relation.sorts), "", relation.macros, forms=frame.forms)
        inner.cast["S"], inner.keys["S"] = party, scope.keys[role][:1]
        body, stage = self.rng.choice(RELATIVES)
        inner.specs.append(Spec(relation.name, stage=stage))
        inner.render(body)
        scope.children.append(inner)

    def full(self, relation: Relation, line: Line, first: bool = True) -> Scope:
        """A clause from a full template."""
        scope = self.scope(relation, line.money)
        scope.lists, scope.aside = line.lists if line.lists in scope.lists else "", line.aside
        scope.specs.extend(line.specs)
        scope.render(line.body if first else lowered(line.body))
        self.scopes.extend(scope.children)
        return scope

    def framed(
        self, relation: Relation, kind: str, first: bool = True, head: bool = False, questions: bool = True
    ) -> Scope:
        """A clause from a frame and a wrapper of a stage that the relation knows."""
        frame = self.rng.choice(relation.frames[kind])
        group = kind.split()[-1]
        if group == "event" and frame.passive and self.rng.random() < 0.3:
            group = "passive"
        wrapper = self.wrapper(relation, ("headline " if head else "") + group, questions)
        spec = wrapper.spec
        scope = self.scope(relation, frame.money)
        scope.forms = frame.forms
        scope.specs.append(
            Spec(
                relation.name, spec.subject, spec.object, spec.trigger, spec.stage, spec.certainty, spec.terms
            )
        )
        scope.render(wrapper.body if first else lowered(wrapper.body))
        self.scopes.extend(scope.children)
        return scope

    def wrapper(self, relation: Relation, group: str, questions: bool) -> Wrapper:
        """A wrapper of the group whose stage fits the relation."""
        wrappers = [w for w in self.grammar.wrappers[group] if not w.only or relation.name in w.only]
        if not questions:
            wrappers = [
                w
                for w in wrappers
                if w.spec.certainty == "asserted" and not w.spec.terms and not asks(w.body)
            ]
        held = {w.spec.stage for w in wrappers}
        stages = {s: weight * RARER.get(s, 1.0) for s, weight in relation.stages.items() if s in held} or {
            "done": 1.0
        }
        stage = self.rng.choices(list(stages), list(stages.values()))[0]
        fitting = [w for w in wrappers if w.spec.stage == stage]
        return self.rng.choices(fitting, [w.weight for w in fitting])[0]

    def deed(self) -> tuple[Relation, Frame]:
        """An event frame of a relation whose subject can be a company."""
        relation = self.pick(self.sharing)
        return relation, self.rng.choice(relation.frames["event"])

    def paired(self) -> None:
        """Two verb phrases of one subject."""
        first, first_stage, second, second_stage, shared = self.rng.choice(PAIRS)
        scopes = []
        for body, stage in ((first, first_stage), (second, second_stage)):
            relation, frame = self.deed()
            scope = self.scope(relation, frame.money)
            scope.lists, scope.sorts["S"] = "", "firm"
            scope.forms = frame.forms
            scope.specs.append(Spec(relation.name, stage=stage))
            if scopes:
                scope.cast["S"], scope.keys["S"] = scopes[0].cast["S"], scopes[0].keys["S"][:1]
                if shared:
                    scope.keys["c"] = scopes[0].keys["c"]
            scope.render(body)
            self.scopes.extend(scope.children)
            scopes.append(scope)
        self.trail(0.45)

    def led_by_deed(self) -> None:
        """A clause before or after which the same subject did something else."""
        main_relation, main_frame = self.deed()
        relation, frame = self.deed()
        main, lead = self.scope(main_relation, main_frame.money), self.scope(relation, frame.money)
        before = self.rng.random() < 0.6
        lead.lists = main.lists = ""
        main.sorts["S"] = "firm"
        main.forms, lead.forms = main_frame.forms, frame.forms
        lead.specs.append(Spec(relation.name))
        lead.cast["S"] = main.party("S")
        if before:
            lead.render(LEADING_DEED)
        wrapper = self.wrapper(main_relation, "event", False)
        while (
            wrapper.spec.stage not in ("done", "planned")
            or wrapper.spec.subject != "S"
            or "S" not in str(wrapper.body[0])
        ):
            wrapper = self.wrapper(main_relation, "event", False)
        main.specs.append(Spec(main_relation.name, stage=wrapper.spec.stage))
        main.render(lowered(wrapper.body) if before else wrapper.body)
        lead.keys["S"] = main.keys["S"][:1]
        if not before:
            lead.render(TRAILING_DEED)
        self.scopes.extend(main.children + lead.children)
        self.trail(0.35)
