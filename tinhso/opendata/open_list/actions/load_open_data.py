"""Brings themes, licences and the tables that systems offer in line with the program; a second time nothing changes."""

from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency
from tinhso.kernel.search.public import forget_others
from tinhso.kernel.site.declare import OpenTable, all_of
from tinhso.lib.language.vietnamese import fold, sort_key
from tinhso.opendata.data import reading
from tinhso.opendata.dataset.permissions import check_is_system
from tinhso.opendata.models import Dataset, Licence, Theme
from tinhso.opendata.open_list.events import TablesDeclared


@transaction.atomic
def load_open_data(*, by: Actor, now: datetime) -> int:
    """New tables become drafts; how many: none before the pack names who publishes. The search forgets what is not public.

    Raises: OpenDataForbidden.
    """
    check_is_system(by)
    for position, row in enumerate(reading.rows("themes.csv"), 1):
        Theme.objects.update_or_create(code=row.pop("code"), defaults={**row, "position": position})
    for row in reading.rows("licences.csv"):
        Licence.objects.update_or_create(code=row.pop("code"), defaults=row)
    forget_others("dataset", Dataset.objects.public().values_list("slug", flat=True))
    publisher = publisher_on(now.date())
    known = set(Dataset.objects.values_list("table", flat=True))
    fresh = [table for table in all_of(OpenTable) if table.code not in known]
    if publisher is None or not fresh:
        return 0
    made = Dataset.objects.bulk_create(_drafts(fresh, publisher, now))
    record(TablesDeclared(datasets=len(made)), by=by, at=now)
    return len(made)


def publisher_on(day: date) -> Agency | None:
    """The agency that publishes the province's open data by the rules of that day."""
    return Agency.objects.on(day).filter(code=rule_or("opendata.publisher", "", on=day)).first()


def _drafts(tables: list[OpenTable], publisher: Agency, now: datetime) -> list[Dataset]:
    themes = {theme.code: theme for theme in Theme.objects.all()}
    licence = Licence.objects.order_by("pk")[0]
    return [
        Dataset(
            slug=fold(table.title).replace(" ", "-")[:80].strip("-"),
            title=table.title,
            sort_key=sort_key(table.title),
            description=table.description,
            table=table.code,
            publisher=publisher,
            theme=themes[table.theme],
            licence=licence,
            keywords=list(table.keywords),
            created_at=now,
            changed_at=now,
        )
        for table in tables
    ]
