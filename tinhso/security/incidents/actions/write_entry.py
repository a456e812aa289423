from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.incidents.course import held_open, past, write_line
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import CyberIncident, IncidentEntry, Machine
from tinhso.security.support.writing import needed

Kind = IncidentEntry.Kind


@transaction.atomic
def write_entry(
    *,
    incident: CyberIncident,
    kind: str,
    text: str,
    happened_at: datetime | None,
    machine: Machine | None = None,
    indicator: str = "",
    corrects: IncidentEntry | None = None,
    by: Actor,
    now: datetime,
) -> IncidentEntry:
    """A line of the timeline, at the moment of what it tells. It is never changed, so secrets are struck out before; a correction
    is another line.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_work_on(incident, by, on=local(now).date())
    row = held_open(incident)
    if kind not in Kind.values or kind == Kind.ALERT:
        raise EntryRefused("kind", "Chọn loại dòng.")
    if (kind == Kind.CORRECTION) != (corrects is not None):
        raise EntryRefused(
            "corrects", "Đính chính phải nêu số của dòng được đính chính, dòng khác thì không."
        )
    if corrects and corrects.incident_id != row.pk:
        raise EntryRefused("corrects", "Không có dòng số này.")
    if machine and machine.agency_id != row.agency_id:
        raise EntryRefused("machine", "Máy này không của cơ quan có sự cố.")
    if len(indicator) > 300:
        raise EntryRefused("indicator", "Chỉ dấu dài quá 300 ký tự.")
    words = needed("text", strike_out(text), "Ghi nội dung.", 4000)
    return write_line(
        row, Kind(kind), words, happened_at=past("happened_at", happened_at, now), machine=machine, indicator=indicator.strip(),
        corrects=corrects, by=by, now=now,
    )  # fmt: skip
