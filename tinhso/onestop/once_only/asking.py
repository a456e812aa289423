"""Asking the sources: calls to the outside with their own time limits, made while no transaction is open."""

import time
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from django.conf import settings

from tinhso.lib.exchange.client import Ended, ExchangeClient, Outcome, path_part
from tinhso.onestop.models import Dossier, PaperSource, ReplyKind, SourceRecord
from tinhso.onestop.models.once_only.paper_source import written_words
from tinhso.onestop.models.once_only.source_record import REASONS
from tinhso.onestop.once_only.questions import NotAskable, Question, question

MOST_SECONDS = 10.0
"""Of all sources of one page together; what is not asked by then counts as away."""
SAYS = {
    Ended.FOUND: ReplyKind.FOUND,
    Ended.NO_RECORD: ReplyKind.NO_RECORD,
    Ended.REFUSED: ReplyKind.REFUSED,
    Ended.AWAY: ReplyKind.AWAY,
}


def is_connected() -> bool:
    """Whether this installation calls others through a plane at all."""
    return bool(settings.EXCHANGE_CLIENT)


def ask_sources(dossier: Dossier, sources: Sequence[PaperSource], *, now: datetime) -> list[SourceRecord]:
    """One record for each source that could be asked, in that order; a later one may ask by what an earlier one said.

    Call it while no transaction is open: a slow source would hold its locks.
    """
    ends, records, found = time.monotonic() + MOST_SECONDS, dossier.source_records(), []
    for source in sources:
        try:
            one = question(dossier, source, records)
        except NotAskable:
            continue
        away = Outcome(Ended.AWAY, code="no_time")
        outcome = _answer(one, dossier) if time.monotonic() < ends else away
        record = record_of(one, outcome, now)
        records[source.key] = record
        found.append(record)
    return found


def _answer(one: Question, dossier: Dossier) -> Outcome:
    if not is_connected():
        return Outcome(Ended.AWAY, code="not_connected")
    head, _brace, tail = one.source.path.partition("{")
    path = f"{head}{path_part(one.number)}{tail.partition('}')[2]}"
    return client().get(one.source.service, path, issue=dossier.case.code)


@cache
def client() -> ExchangeClient:
    """One a process: its token serves all that are asked here."""
    setting = settings.EXCHANGE_CLIENT
    return ExchangeClient(plane=setting["plane"], client=setting["client"], word=settings.EXCHANGE_CLIENT_KEY)


def record_of(one: Question, outcome: Outcome, now: datetime) -> SourceRecord:
    """What the dossier keeps of an answer."""
    source, result = one.source, SAYS[outcome.ended]
    reason = REASONS.get(result, "")
    if result == ReplyKind.FOUND and (reason := _speaks_against(one, outcome)):
        result = ReplyKind.NOT_FITTING
    values = outcome.record if result == ReplyKind.FOUND else {}
    return SourceRecord(
        key=source.key,
        outcome=result.value,
        title=source.title,
        law=source.legal_basis,
        at=now.isoformat(timespec="seconds"),
        by_consent=source.by_consent,
        reason=reason,
        call=outcome.message,
        values=values,
        rows=source.rows_of(values),
        given=dict(one.given),
    )


def _speaks_against(one: Question, outcome: Outcome) -> str:
    """Why this record does not stand in for the paper, in words; "" where it does."""
    labels = dict(one.source.fields)
    for name, value in one.source.conditions.items():
        text = written_words(outcome.record.get(name, ""))
        if text != value:
            return f"Nguồn ghi “{labels.get(name, name)}: {text or 'trống'}”, cần “{value}”."
    for name, question_id in one.source.must_match.items():
        text = str(outcome.record.get(name, ""))
        if text != one.given[question_id]:
            typed = written_words(one.given[question_id])
            return f"Nguồn ghi “{labels.get(name, name)}: {written_words(text)}”, tờ khai ghi {typed}."
    return ""
