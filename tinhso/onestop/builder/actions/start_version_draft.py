from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.builder.events import VersionDrafted
from tinhso.onestop.builder.former_version import current_version, in_catalogue
from tinhso.onestop.catalogue.form_lineage import is_general
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.data.national.content import MADE
from tinhso.onestop.data.national.papers import declared
from tinhso.onestop.models import Procedure, ProcedureVersion


class DraftedAlready(Exception):
    """The procedure has a draft: there is one at a time."""


class NothingInCatalogue(Exception):
    """The version in force is not made of the national database, or has a form of its own already."""


def start_version_draft(
    *, procedure: Procedure, copy: bool, by: Actor, now: datetime, from_catalogue: bool = False
) -> ProcedureVersion:
    """Begin the next version as a copy of the one in force, or with nothing in it.

    `from_catalogue` makes an own form of the general one, with the papers and cases that the national database names.
    Raises: PermissionDenied, DraftedAlready, NothingInCatalogue.
    """
    check_can_keep_catalogue(by)
    try:
        with transaction.atomic():
            return _start(procedure, copy, by, now, from_catalogue=from_catalogue)
    except IntegrityError as error:
        if ProcedureVersion.objects.filter(procedure=procedure, published_at=None).exists():
            raise DraftedAlready(procedure.code) from error
        raise


def _start(
    procedure: Procedure, copy: bool, by: Actor, now: datetime, *, from_catalogue: bool
) -> ProcedureVersion:
    former = current_version(procedure, now)
    if from_catalogue and not in_catalogue(former):
        raise NothingInCatalogue(procedure.code)
    copied = former.number if former and copy else 0
    draft = former if former and copy else _empty(procedure)
    form_id = f"mau-{procedure.pk}"
    if copied and is_general(draft):  # the general form of the province becomes this procedure's own
        draft.form = draft.form | {"id": form_id}
    if from_catalogue:
        _ask_for_the_declaration(draft)
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


def _ask_for_the_declaration(draft: ProcedureVersion) -> None:
    """The declaration among the papers becomes what the form makes, and gives the form its title."""
    papers = declared([paper for paper in draft.papers if paper["id"] != MADE["id"]])
    title = next((paper["name"] for paper in papers if paper["made"]), f"Đơn đề nghị: {draft.procedure.name}")
    made = [] if any(paper["made"] for paper in papers) else [MADE | {"name": title[:300]}]
    draft.fee_due = draft.fee_due if draft.fees else ""  # no moment of paying where the source names no fee
    draft.papers, draft.form = [*made, *papers], draft.form | {"title": title[:200]}


def former_number(procedure: Procedure) -> int:
    """The highest number given so far, 0 before the first."""
    return procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0


def _begin(procedure: Procedure, now: datetime) -> date:
    """The first day from tomorrow on which no other version begins."""
    published = procedure.versions.filter(published_at__isnull=False)
    starts = [valid.lower for valid in published.values_list("valid", flat=True)]
    day = now.date() + timedelta(days=1)
    if starts and day < min(starts):
        day = min(starts)
    while day in starts:
        day += timedelta(days=1)
    return day


def _empty(procedure: Procedure) -> ProcedureVersion:
    form = {"id": f"mau-{procedure.pk}", "title": procedure.name[:200], "steps": [], "retired": []}
    return ProcedureVersion(
        procedure=procedure, form=form, result_name="", source="", channels=["counter"], subjects=["citizen"]
    )
