import csv
from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.press.articles.events import CategoriesLoaded
from tinhso.press.data import CATEGORIES
from tinhso.press.models import Category


@transaction.atomic
def load_categories(*, by: Actor, now: datetime) -> int:
    """Bring the categories of the portal up to date with the file; none is deleted, one that is over has an end."""
    with CATEGORIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        Category.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "order": int(row["order"]),
                "starts": date.fromisoformat(row["starts"]),
                "ends": date.fromisoformat(row["ends"]) if row["ends"] else None,
                "source": row["source"],
            },
        )
    record(CategoriesLoaded(categories=len(rows)), by=by, at=now)
    return len(rows)
