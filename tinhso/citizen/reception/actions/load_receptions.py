from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.citizen.models import ReceptionSchedule
from tinhso.citizen.reception.events import ReceptionsLoaded
from tinhso.citizen.reception.planning import plan_all
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import refuse_other_province
from tinhso.lib.province_pack import ProvincePack, day, day_or_none

RECEPTIONS = "receptions.csv"


@transaction.atomic
def load_receptions(pack: Path, *, by: Actor, now: datetime) -> int:
    """The schedules of the pack for posts that have none yet; what an agency set itself stays. How many are new.

    Raises: BadPack (also where the pack is another province's), PermissionDenied unless by the system.
    """
    if not by.system:
        raise PermissionDenied("Lịch tiếp công dân đi cùng gói dữ liệu; chỉ hệ thống được nạp.")
    refuse_other_province(pack)
    if not (pack / RECEPTIONS).is_file():
        return 0
    agencies = list(Agency.objects.all())
    known = set(ReceptionSchedule.objects.values_list("agency__code", "post"))
    rows = [row for row in ProvincePack(pack).rows(RECEPTIONS) if (row["agency"], row["post"]) not in known]
    found = [_schedule(row, agencies) for row in rows]
    new = ReceptionSchedule.objects.bulk_create(found)
    if new:
        record(ReceptionsLoaded(created=len(new), changed=0), by=by, at=now)
        plan_all(now=now)
    return len(new)


def _schedule(row: dict[str, str], agencies: list[Agency]) -> ReceptionSchedule:
    starts = day(row["valid_from"])
    return ReceptionSchedule(
        agency=next(one for one in agencies if one.code == row["agency"] and one.exists_on(starts)),
        post=row["post"],
        month_days=_numbers(row["month_days"]),
        weekdays=_numbers(row["weekdays"]),
        hours=row["hours"],
        place=row["place"],
        seats=int(row["seats"]),
        illustrative=row["illustrative"] == "1",
        valid=DateRange(starts, day_or_none(row["valid_to"])),
        source=row["source"],
    )


def _numbers(text: str) -> list[int]:
    return [int(one) for one in text.split("|") if one]
