import json
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.citizen.models import ReportCategory, RoutingRule
from tinhso.citizen.reports.events import ReportCategoriesLoaded
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import Synced, sync_rows
from tinhso.kernel.site.public import refuse_other_province
from tinhso.lib.province_pack import ProvincePack, day, day_or_none

CATEGORIES, ROUTES = "report_categories.csv", "report_routes.csv"


@transaction.atomic
def load_report_categories(pack: Path, *, by: Actor, now: datetime) -> Synced:
    """Bring categories and routes in line with the pack; a second time changes nothing, a pack without them has none.

    Raises: BadPack (also where the pack is another province's), PermissionDenied unless by the system.
    """
    if not by.system:
        raise PermissionDenied("Danh mục phản ánh đi cùng gói dữ liệu; chỉ hệ thống được nạp.")
    refuse_other_province(pack)
    if not (pack / CATEGORIES).is_file():
        return Synced()
    rows = ProvincePack(pack)
    categories = [_category(row) for row in rows.rows(CATEGORIES)]
    routes = [_route(row) for row in rows.rows(ROUTES)]
    done = sync_rows(ReportCategory, categories, key=("code", "valid__lower"))
    done += sync_rows(RoutingRule, routes, key=("category", "unit_code", "valid__lower"))
    if done.created or done.changed:
        record(ReportCategoriesLoaded(created=done.created, changed=done.changed), by=by, at=now)
    return done


def _category(row: dict[str, str]) -> ReportCategory:
    return ReportCategory(
        code=row["code"],
        name=row["name"],
        group=row["group"],
        description=row["description"],
        keywords=row["keywords"],
        attributes=json.loads(row["attributes"] or "[]"),
        urgent=row["urgent"],
        order=int(row["order"]),
        valid=DateRange(day(row["valid_from"]), day_or_none(row["valid_to"])),
        source=row["source"],
    )


def _route(row: dict[str, str]) -> RoutingRule:
    return RoutingRule(
        category=row["category"],
        unit_code=row["unit_code"],
        target=row["target"],
        agency_code=row["agency_code"],
        valid=DateRange(day(row["valid_from"]), day_or_none(row["valid_to"])),
        source=row["source"],
    )
