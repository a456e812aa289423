"""What a publisher's pages ask."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.declare import OpenTable, all_of
from tinhso.opendata.dataset.permissions import can_write
from tinhso.opendata.models import Dataset, DataTable, Edition, Intake

if TYPE_CHECKING:
    from uuid import UUID

MOST_WAITING = 200


def own_datasets(by: Actor) -> "QuerySet[Dataset]":
    """The datasets of the agency of the chosen post, whatever their state."""
    return Dataset.objects.filter(publisher_id=by.agency_id or 0).select_related(
        "publisher", "theme", "current"
    )


def own_dataset(slug: str, by: Actor) -> Dataset:
    """One that this actor may write. Http404: whose it is, is nobody's business."""
    found = (
        Dataset.objects.select_related("publisher", "theme", "licence", "current").filter(slug=slug).first()
    )
    if found is None or by.system or not can_write(found.publisher_id, by):
        raise Http404
    return found


def own_table(dataset: Dataset, asked: str) -> DataTable:
    """The table with that number, the first where none is named. Http404, also for a withdrawn one."""
    if not asked:
        return DataTable.objects.first_of(dataset)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    shown = dataset.tables.exclude(state=DataTable.State.WITHDRAWN).select_related("current")
    found = shown.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def own_intake(intake_id: "UUID", by: Actor) -> Intake:
    """Http404 for one of another agency."""
    found = Intake.objects.select_related(
        "dataset", "dataset__publisher", "table", "made_by", "released_by", "version"
    )
    intake = found.filter(pk=intake_id).first()
    if intake is None or not can_write(intake.dataset.publisher_id, by):
        raise Http404
    return intake


def open_edition(dataset: Dataset) -> Edition | None:
    return dataset.editions.filter(state__in=Edition.OPEN).select_related("made_by").first()


def waiting_editions(by: Actor) -> "QuerySet[Edition]":
    """What the data officer of this agency has to decide on, longest waiting first, at most MOST_WAITING."""
    waiting = Edition.objects.filter(state=Edition.State.WAITING, dataset__publisher_id=by.agency_id or 0)
    return waiting.select_related("dataset", "made_by").order_by("sent_at")[:MOST_WAITING]


def waiting_intakes(by: Actor) -> "QuerySet[Intake]":
    """Files that are held or ready, for the data officer, longest waiting first, at most MOST_WAITING."""
    states = (Intake.State.HELD, Intake.State.READY)
    found = Intake.objects.filter(state__in=states, dataset__publisher_id=by.agency_id or 0)
    return found.select_related("dataset", "made_by").order_by("made_at")[:MOST_WAITING]


def ended_codes() -> frozenset[str]:
    """Codes of tables that datasets have and no system of this program fills any more: their data stay as they were."""
    declared = {table.code for table in all_of(OpenTable)}
    filled = Dataset.objects.exclude(table=None).values_list("table", flat=True)
    return frozenset(code for code in filled if code and code not in declared)
