"""Asking a source once more while a dossier is settled: what came is out of date, or nothing came when it was handed in."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.paper_sources import sources_on
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.models import Dossier, PaperSource, SourceRecord
from tinhso.onestop.once_only.actions.renew_source_record import renew_source_record
from tinhso.onestop.once_only.asking import ask_sources, is_connected
from tinhso.onestop.once_only.permissions import can_ask_again, check_can_ask_again
from tinhso.onestop.once_only.questions import NotAskable, question


class NothingToAsk(Exception):
    """This record may still be used, or its source is connected no more."""


@dataclass(frozen=True)
class KnownFacts:
    """What a source said, as who settles the dossier reads it: for which paper, whether it still holds, what to do."""

    record: SourceRecord
    about: str
    stale: bool
    fits: bool
    fresh_days: int | None
    can_ask: bool

    @property
    def name(self) -> str:
        """What a button names."""
        return f"{self.about}: {self.record.title}"


WHOM = {"@applicant": "Người nộp hồ sơ", "@spouse": "Vợ hoặc chồng của người nộp"}


def known_facts(dossier: Dossier, by: Actor, now: datetime) -> list[KnownFacts]:
    """Every answer of a source that the dossier keeps, persons first. Two queries at most, none without an answer."""
    records = dossier.source_records()
    if not records:
        return []
    sources = _sources(dossier, now)
    may_ask = is_connected() and can_ask_again(dossier, by)
    names = {one.id: one.name for one in papers_of(dossier.version)}
    found = []
    for key, record in records.items():
        source = sources.get(key)
        days = source.fresh_days if source else None
        wanted = _wants_asking(dossier, source, record, now)
        facts = KnownFacts(
            record,
            names.get(key) or WHOM.get(key, key),
            record.is_stale(days, now),
            record.stands_in(dossier.answers),
            days,
            may_ask and wanted,
        )
        found.append(facts)
    return found


def ask_again(dossier: Dossier, key: str, *, by: Actor, now: datetime) -> SourceRecord:
    """What the source says now. NotYourTurn, NothingToAsk. Call it while no transaction is open."""
    check_can_ask_again(dossier, by)
    source, record = _sources(dossier, now).get(key), dossier.source_records().get(key)
    if source is None or record is None or not _wants_asking(dossier, source, record, now):
        raise NothingToAsk(key)
    newer = ask_sources(dossier, [source], now=now)
    if not newer:
        raise NothingToAsk(key)
    return renew_source_record(dossier=dossier, newer=newer[0], source_id=source.pk, by=by, now=now)


def _sources(dossier: Dossier, now: datetime) -> dict[str, PaperSource]:
    return sources_on(dossier.version.procedure_id, now.astimezone(HANOI).date())


def _wants_asking(dossier: Dossier, source: PaperSource | None, record: SourceRecord, now: datetime) -> bool:
    """Out of date, or without an answer; the person's word, where one was needed, was given for this dossier."""
    if source is None or not (record.is_stale(source.fresh_days, now) or not record.found):
        return False
    if source.by_consent and not record.by_consent:
        return False
    try:
        question(dossier, source, dossier.source_records())
    except NotAskable:
        return False
    return True
