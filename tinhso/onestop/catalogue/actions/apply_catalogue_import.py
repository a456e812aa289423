"""Takes the good rows of a checked file into the catalogue, all at once; what was in the file twice changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.fields.json import KT

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.language.vietnamese import sort_key
from tinhso.onestop.catalogue.actions.change_procedure import Wording, write_procedure
from tinhso.onestop.catalogue.actions.check_catalogue_file import report_of
from tinhso.onestop.catalogue.actions.set_online_services import write_services
from tinhso.onestop.catalogue.events import CatalogueImported
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.catalogue.plan import Change, plan
from tinhso.onestop.models import CatalogueImport, Procedure, ProcedureField, ProcedureVersion

PLAIN = (
    *("papers", "fees", "legal_basis", "result_name", "subjects", "channels", "order_text", "manner_text"),
    *("conditions_text", "agency_text", "settled_in", "source"),
)
SOURCE = "Nhập từ tệp"


class AppliedAlready(Exception):
    """This file was applied before; nothing is done twice."""


class OwnImport(Exception):
    """Whoever brought a file with new versions does not apply it: another administrator does."""

    def __init__(self) -> None:
        super().__init__(
            "Tệp có bản mới của thủ tục nên người nhập tệp không tự ghi được. Cần một quản trị khác."
        )


@dataclass(frozen=True)
class Form:
    """A form and its process, as the newest version that uses it has them."""

    form: dict[str, Any]
    process: list[dict[str, Any]]
    is_specific: bool


@transaction.atomic
def apply_catalogue_import(*, import_id: int, by: Actor, now: datetime) -> CatalogueImport:
    """Plan anew against the catalogue of this moment, then write every good row; one event.

    Raises: PermissionDenied, AppliedAlready, OwnImport, NotAService and LaterLevels (nothing is written
    then).
    """
    check_can_keep_catalogue(by)
    held = CatalogueImport.objects.select_for_update().get(pk=import_id)
    if held.applied_at is not None:
        raise AppliedAlready
    found = plan(held.rows, on=now.date())
    if not by.system and by.user_id == held.made_by_id and any(one.content for one in found.changes):
        raise OwnImport
    for change in found.changes:
        _apply(change, now)
    held.report, held.applied_at = report_of(found), now
    held.save(update_fields=["report", "applied_at"])
    if found.changes:
        counts = {name: held.report[name] for name in ("created", "changed", "versions", "refused")}
        record(CatalogueImported(import_id=held.pk, **counts), by=by, at=now)
    return held


def _apply(change: Change, now: datetime) -> None:
    values, today = change.values, now.date()
    procedure = change.standing.procedure if change.standing else _create(values, today)
    wording = Wording(
        name=values["name"],
        field=values["field"],
        keywords=values["keywords"],
        events=values["life_events"],
        level=values["level"],
        also_at=values["also_at"],
        since=today,
    )
    write_procedure(procedure, wording)
    if "online" in change.differs:
        write_services(procedure, values["online"], today)
    if change.content:
        _publish(procedure, change, now)


def _create(values: dict[str, Any], today: date) -> Procedure:
    return Procedure.objects.create(
        code=values["code"],
        code_known=not values["code"].startswith("cxm-"),
        name=values["name"],
        field=ProcedureField.objects.get(code=values["field"]),
        keywords=values["keywords"],
        content_digest=sha256(repr(values).encode()).hexdigest(),
        sort_key=sort_key(values["name"]),
        valid=DateRange(min(today, values["valid_from"] or today), None),
        source=values["source"][:300] or SOURCE,
    )


def _publish(procedure: Procedure, change: Change, now: datetime) -> None:
    """The next version, in force from its day to the end of the one it follows."""
    values = change.values
    versions = ProcedureVersion.objects.select_for_update().filter(procedure=procedure)
    former = versions.filter(valid__contains=values["valid_from"], published_at__isnull=False).first()
    upper = former.valid.upper if former else None
    if former:
        former.valid = DateRange(former.valid.lower, values["valid_from"])
        former.save(update_fields=["valid"])
    last = versions.order_by("-number").values_list("number", flat=True).first() or 0
    form = _form(values["form"], former)
    ProcedureVersion.objects.create(
        procedure=procedure,
        number=last + 1,
        form=form.form,
        process=form.process,
        own_form=form.is_specific,
        fee_due=former.fee_due if former else "",
        time_limits={
            limit["level"]: {k: v for k, v in limit.items() if k != "level"}
            for limit in values["time_limits"]
        },
        valid=DateRange(values["valid_from"], upper),
        published_at=now,
        **{name: values[name] for name in PLAIN},
    )


def _form(form_id: str, former: ProcedureVersion | None) -> Form:
    """The former version's own form where the row names it, else the newest published form of that name."""
    if former and former.form.get("id") == form_id:
        return Form(former.form, former.process, is_specific=True)
    newest = (
        ProcedureVersion.objects.filter(published_at__isnull=False)
        .annotate(f=KT("form__id"))
        .filter(f=form_id)
        .order_by("-valid", "-pk")
        .first()
    )
    if newest is None:
        raise LookupError(form_id)  # the plan has checked it
    return Form(newest.form, newest.process, is_specific=True)
