from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import held_open, make_due, past
from tinhso.security.incidents.events import DataBreachNoted
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import CyberIncident, DataBreach, IncidentReport
from tinhso.security.support.writing import needed


@transaction.atomic
def note_breach(
    *,
    incident: CyberIncident,
    found_at: datetime | None,
    data_kinds: str,
    sensitive: bool,
    persons_count: int | None,
    consequences: str,
    measures: str,
    persons_due: bool,
    persons_reason: str,
    by: Actor,
    now: datetime,
) -> DataBreach:
    """Personal data were breached: by the law of that day the police's A05 hears of it, and those concerned where it is due. Said
    anew when more is known; the clock runs from the first time, and the notice to persons is asked only while it is due.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_work_on(incident, by, on=local(now).date())
    row = held_open(incident)
    found = past("found_at", found_at, now)
    if persons_count is not None and not 0 <= persons_count <= 10_000_000:
        raise EntryRefused("persons_count", "Số người từ 0 đến 10.000.000.")
    words = {
        "data_kinds": needed("data_kinds", data_kinds, "Ghi loại dữ liệu.", 1000),
        "consequences": needed("consequences", consequences, "Ghi hậu quả có thể có."),
        "measures": needed("measures", measures, "Ghi biện pháp đã làm và sẽ làm."),
        "persons_reason": needed("persons_reason", persons_reason, "Ghi vì sao phải hoặc không phải thông báo.", 500),
        "sensitive": sensitive, "persons_count": persons_count, "persons_due": persons_due, "by_id": by.user_id, "at": now,
    }  # fmt: skip
    made, _new = DataBreach.objects.update_or_create(
        incident=row, defaults=words, create_defaults=words | {"found_at": found}
    )
    record(DataBreachNoted(case_id=row.pk, persons_due=persons_due), by=by, at=now)
    but = "" if persons_due else IncidentReport.Kind.PERSONS
    make_due(row, "breach", made.found_at, found_at=made.found_at, by=by, now=now, but=but)
    return made
