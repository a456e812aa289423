"""Sets at which levels a procedure is offered online, wholly or partly, and since when on the national portal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.catalogue.events import OnlineServicesChanged
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import OnlineService, Procedure

SOURCE = "Quản trị danh mục"


class NotAService(ValueError):
    """A line that cannot stand; the message is for the screen."""


@transaction.atomic
def set_online_services(
    *, procedure: Procedure, lines: Sequence[dict[str, Any]], by: Actor, now: datetime
) -> bool:
    """From today the services are those lines {level, kind, since, reason, national_since}; False if they were.

    A service whose kind or reason changes ends today and begins anew, so that earlier days keep what was
    true. Raises: PermissionDenied and NotAService.
    """
    check_can_keep_catalogue(by)
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    if not write_services(procedure, lines, now.date()):
        return False
    services = OnlineService.objects.on(now.date()).filter(procedure=procedure).count()
    record(OnlineServicesChanged(procedure_code=procedure.code, services=services), by=by, at=now)
    return True


def write_services(procedure: Procedure, lines: Sequence[dict[str, Any]], today: date) -> bool:
    """Bring the rows into line; in the caller's transaction. True if any row changed."""
    there = {s.level: s for s in OnlineService.objects.on(today).filter(procedure=procedure)}
    changed = False
    for line in lines:
        changed |= _write(procedure, line, there.pop(line["level"], None), today)
    for ended in there.values():
        _end(ended, today)
        changed = True
    return changed


def _write(procedure: Procedure, line: dict[str, Any], service: OnlineService | None, today: date) -> bool:
    if line["kind"] == "partly" and not line["reason"]:
        raise NotAService("Dịch vụ một phần cần lý do được công bố.")
    values = {name: line[name] for name in ("kind", "reason")}
    if service is not None and all(getattr(service, name) == value for name, value in values.items()):
        if service.national_since == line["national_since"]:
            return False
        service.national_since = line["national_since"]
        service.save(update_fields=["national_since"])
        return True
    begin, upper = line["since"], None
    if service is not None:
        begin, upper = today, service.valid.upper
        _end(service, today)
    _create(procedure, line, DateRange(begin, upper))
    return True


def _create(procedure: Procedure, line: dict[str, Any], valid: DateRange) -> None:
    rows = OnlineService.objects.filter(procedure=procedure, level=line["level"])
    if rows.filter(valid__overlap=valid).exists():
        raise NotAService("Ngày bắt đầu trùng với thời gian một dịch vụ khác của cấp này.")
    OnlineService.objects.create(
        procedure=procedure,
        level=line["level"],
        kind=line["kind"],
        reason=line["reason"],
        national_since=line["national_since"],
        valid=valid,
        source=SOURCE,
    )


def _end(service: OnlineService, today: date) -> None:
    """It ends today; one that began today has never been."""
    if service.valid.lower >= today:
        service.delete()
        return
    service.valid = DateRange(service.valid.lower, today)
    service.save(update_fields=["valid"])
