"""What indicators hold about a person: the assessments of firms that their account began."""

from collections.abc import Iterator

from tinhso.indicators.models import Assessment
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable


def tables(actor: Actor) -> Iterator[MyTable]:
    """One query."""
    assessments = (
        Assessment.objects.filter(person=actor.person_id or 0).whole().order_by("-begun_at")[:MOST_ROWS]
    )
    rows = [
        {
            "doanh_nghiep": one.subject.name,
            "bo_tieu_chi": one.round.criteria.name,
            "nam": one.round.year,
            "trang_thai": one.get_state_display(),
            "bat_dau": one.begun_at,
        }
        for one in assessments
    ]
    yield MyTable("tu-danh-gia-doanh-nghiep", rows)
