from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.builder.events import VersionDrafted
from tinhso.onestop.catalogue.form_lineage import is_general
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import Procedure, ProcedureVersion


class DraftedAlready(Exception):
    """The procedure has a draft: there is one at a time."""


def start_version_draft(*, procedure: Procedure, copy: bool, by: Actor, now: datetime) -> ProcedureVersion:
    """Begin the next version as a copy of the one in force, or with nothing in it.

    Raises: PermissionDenied, DraftedAlready.
    """
    check_can_keep_catalogue(by)
    try:
        with transaction.atomic():
            return _start(procedure, copy, by, now)
    except IntegrityError as error:
        if ProcedureVersion.objects.filter(procedure=procedure, published_at=None).exists():
            raise DraftedAlready(procedure.code) from error
        raise


def _start(procedure: Procedure, copy: bool, by: Actor, now: datetime) -> ProcedureVersion:
    former = _current(procedure, now)
    copied = former.number if former and copy else 0
    draft = former if former and copy else _empty(procedure)
    own = f"mau-{procedure.pk}"
    if copied and is_general(draft):  # the general form of the province becomes this procedure's own
        draft.form = draft.form | {"id": own}
    draft.own_form = True
    draft.pk, draft.published_at, draft.ver = None, None, 1
    draft.number = (former_number(procedure)) + 1
    draft.form = draft.form | {"version": draft.number}
    draft.valid = DateRange(_begin(procedure, now), None)
    draft.drafters = [by.user_id] if by.user_id else []
    draft.edited_by_id, draft.edited_at, draft.edited_part = by.user_id, now, "draft"
    draft.save(force_insert=True)
    event = VersionDrafted(procedure_code=procedure.code, number=draft.number, copied=copied)
    record(event, by=by, at=now)
    return draft


def former_number(procedure: Procedure) -> int:
    """The highest number given so far, 0 before the first."""
    return procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0


def _current(procedure: Procedure, now: datetime) -> ProcedureVersion | None:
    """The version in force, else the last one published."""
    published = ProcedureVersion.objects.filter(procedure=procedure, published_at__isnull=False)
    in_force = published.filter(valid__contains=now.date()).first()
    return in_force or published.order_by("-number").first()


def _begin(procedure: Procedure, now: datetime) -> date:
    """The first day from tomorrow on which no other version begins."""
    published = procedure.versions.filter(published_at__isnull=False)
    taken = [valid.lower for valid in published.values_list("valid", flat=True)]
    day = now.date() + timedelta(days=1)
    if taken and day < min(taken):
        day = min(taken)
    while day in taken:
        day += timedelta(days=1)
    return day


def _empty(procedure: Procedure) -> ProcedureVersion:
    form = {"id": f"mau-{procedure.pk}", "title": procedure.name[:200], "steps": [], "retired": []}
    return ProcedureVersion(
        procedure=procedure, form=form, result_name="", source="", channels=["counter"], subjects=["citizen"]
    )
