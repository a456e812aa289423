"""Asking for a dossier and keeping what came: two pieces, and only the second in a transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.paper_sources import sources_on
from tinhso.onestop.catalogue.papers import PaperState
from tinhso.onestop.models import ConsentBy, Dossier, PaperSource, SourceRecord
from tinhso.onestop.once_only.actions.keep_source_records import keep_source_records
from tinhso.onestop.once_only.asking import ask_sources, is_connected
from tinhso.onestop.once_only.permissions import can_ask_sources, check_can_ask_sources
from tinhso.onestop.once_only.questions import AskBefore, NotAskable, in_order, question


class ConsentMissing(Exception):
    """A source that needs the person's word was to be asked without it; none was asked."""


def ask_and_keep(
    dossier: Dossier, keys: Iterable[str], *, consent: ConsentBy | None, by: Actor, now: datetime
) -> list[SourceRecord]:
    """`consent` is how the person said yes, None where nobody did. NotYourTurn, NotADraft, ConsentMissing."""
    check_can_ask_sources(dossier, by)
    sources = sources_on(dossier.version.procedure_id, now.astimezone(HANOI).date())
    chosen = in_order(sources, keys, dossier)
    if consent is None and any(one.by_consent for one in chosen):
        raise ConsentMissing
    records = [
        replace(one, consent_by=(consent or "") if one.by_consent else "")
        for one in ask_sources(dossier, chosen, now=now)
    ]
    ids = {one.key: one.pk for one in chosen}
    keep_source_records(dossier=dossier, records=records, ids=ids, by=by, now=now)
    return records


def sources_for(dossier: Dossier, by: Actor, now: datetime) -> dict[str, PaperSource]:
    """What this person or desk may ask for this dossier; nothing where no plane is connected. One query."""
    if not (is_connected() and can_ask_sources(dossier, by)):
        return {}
    return sources_on(dossier.version.procedure_id, now.astimezone(HANOI).date())


def with_sources(
    dossier: Dossier, papers: Sequence[PaperState], sources: dict[str, PaperSource]
) -> list[PaperState]:
    """The papers of a page, each with the source that may stand in for it, and why it cannot be asked yet."""
    records = dossier.source_records()
    return [
        replace(one, source=source, why_not=_why_not(dossier, source, records))
        if (source := sources.get(one.paper.id))
        else one
        for one in papers
    ]


def _why_not(dossier: Dossier, source: PaperSource, records: dict[str, SourceRecord]) -> str:
    try:
        question(dossier, source, records)
    except AskBefore:
        return ""  # it is asked along
    except NotAskable as error:
        return str(error)
    return ""


def askable(dossier: Dossier, sources: dict[str, PaperSource]) -> list[PaperSource]:
    """What may be asked at this moment and was not yet, or got no answer."""
    records = dossier.source_records()
    found = []
    for key, source in sources.items():
        record = records.get(key)
        if (record is None or not record.found) and not _why_not(dossier, source, records):
            found.append(source)
    return found


def asking_context(
    dossier: Dossier, sources: dict[str, PaperSource]
) -> dict[str, Collection[SourceRecord] | list[PaperSource] | bool]:
    """For a page that offers to ask: what came, what may be asked, and whether the person's word is needed for it."""
    found = askable(dossier, sources)
    return {
        "records": dossier.source_records().values(),
        "askable": found,
        "wants_word": any(one.by_consent for one in found),
    }
