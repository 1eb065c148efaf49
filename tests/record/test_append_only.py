from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import event

from foedus.model import PairJudgement
from foedus.reconcile import reconcile
from foedus.record import open_book
from tests.contract.news import bundle_of, tell
from tests.record.material import Ticking

ONE = PairJudgement(one_id="a", other_id="b", verdict="same", reasons=(), decided_by="user")
ALLOWED = {
    "UPDATE fact_version SET recorded_to=?"
    " WHERE fact_version.number IN (?) AND fact_version.recorded_to IS NULL",
    "UPDATE judgement SET retracted_at=? WHERE judgement.id IN (?) AND judgement.retracted_at IS NULL",
    "UPDATE pair_judgement SET retracted_at=?"
    " WHERE pair_judgement.id IN (?) AND pair_judgement.retracted_at IS NULL",
}


def test_the_only_updates_close_versions_and_judgements_and_nothing_is_deleted(tmp_path: Path) -> None:
    said: list[str] = []
    with open_book(tmp_path / "book.db") as book:
        event.listen(book._engine, "before_cursor_execute", lambda *args: said.append(args[2]))
        first = bundle_of(1)
        tell(book, [first, bundle_of(2, stage="ended"), bundle_of(3, certainty="denied")])
        with book.writer(Ticking()) as writer:
            groups = writer.retract_judgements([each.id for each in first.judgements])
            writer.put_versions(groups, reconcile(writer.view().claims_for_groups(groups)))
            writer.add_pair_judgements([ONE])
            writer.retract_pair_judgements([ONE.id])
            writer.add_run({"stories": 3})
    edits = {
        re.sub(r"\(\?(?:, \?)*\)", "(?)", " ".join(statement.split()))
        for statement in said
        if not re.match(r"\s*(SELECT|INSERT INTO|BEGIN|PRAGMA)\b", statement)
    }
    assert edits == ALLOWED
    assert any(statement.startswith("INSERT INTO fact_version") for statement in said)
    assert not any("REPLACE" in statement or "DO UPDATE" in statement for statement in said)
