"""A keeper mends what a procedure is called, where it belongs, and who settles it from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import index
from tinhso.lib.language.vietnamese import sort_key
from tinhso.onestop.catalogue.events import ProcedureChanged
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.catalogue.search import search_entry
from tinhso.onestop.models import LifeEvent, Procedure, ProcedureCompetence, ProcedureField

SOURCE = "Quản trị danh mục"


class LaterLevels(Exception):
    """Levels are set for a later day already; mend those, or choose a day after them."""


@dataclass(frozen=True)
class Wording:
    """What is to be: `field` and `events` by their codes, the levels from `since` on."""

    name: str
    field: str
    keywords: str
    events: Sequence[str]
    level: str
    also_at: Sequence[str]
    since: date


@transaction.atomic
def change_procedure(*, procedure: Procedure, wording: Wording, by: Actor, now: datetime) -> bool:
    """Write it and tell the search; False if nothing differs. Raises: PermissionDenied and LaterLevels."""
    check_can_keep_catalogue(by)
    held = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if not write_procedure(held, wording):
        return False
    record(ProcedureChanged(procedure_code=held.code), by=by, at=now)
    return True


def write_procedure(procedure: Procedure, wording: Wording) -> bool:
    """Bring the rows into line, in the caller's transaction. True if any row changed."""
    changed = _write_words(procedure, wording)
    changed |= _write_events(procedure, wording.events)
    levels = _write_levels(procedure, wording)
    if changed or levels:
        index([search_entry(procedure, wording.level)])
    return changed or levels


def _write_words(procedure: Procedure, wording: Wording) -> bool:
    field = ProcedureField.objects.get(code=wording.field)
    words = {"name": wording.name, "field_id": field.pk, "keywords": wording.keywords}
    if all(getattr(procedure, name) == value for name, value in words.items()):
        return False
    procedure.name, procedure.field, procedure.keywords = wording.name, field, wording.keywords
    procedure.sort_key = sort_key(wording.name)
    procedure.save(update_fields=["name", "field", "keywords", "sort_key"])
    return True


def _write_events(procedure: Procedure, codes: Sequence[str]) -> bool:
    wanted = set(LifeEvent.objects.filter(code__in=codes))
    if wanted == set(procedure.life_events.all()):
        return False
    procedure.life_events.set(wanted)
    return True


def _write_levels(procedure: Procedure, wording: Wording) -> bool:
    """From `since` on the new levels; what held before that day stays as it was."""
    rows = procedure.competences.select_for_update()
    current = rows.filter(valid__contains=wording.since).first()
    also = sorted(wording.also_at)
    if current and (current.competence, sorted(current.also_at)) == (wording.level, also):
        return False
    upper = current.valid.upper if current else None
    if (
        current is None
        and rows.filter(valid__fully_gt=DateRange(wording.since, wording.since, "[]")).exists()
    ):
        raise LaterLevels(f"Thủ tục {procedure.code} đã có cấp giải quyết cho một ngày sau đó.")
    if current and current.valid.lower == wording.since:
        current.delete()
    elif current:
        current.valid = DateRange(current.valid.lower, wording.since)
        current.save(update_fields=["valid"])
    ProcedureCompetence.objects.create(
        procedure=procedure,
        competence=wording.level,
        also_at=also,
        valid=DateRange(wording.since, upper),
        source=SOURCE,
    )
    return True
