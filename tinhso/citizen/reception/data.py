"""What bookings of receptions hold about a person, for the export of one's own data."""

from collections.abc import Iterator

from tinhso.citizen.models import ReceptionVisit
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable


def tables(actor: Actor) -> Iterator[MyTable]:
    """The own bookings, newest first; one query."""
    found = ReceptionVisit.objects.of(actor.person_id).whole().order_by("-starts_at", "-pk")[:MOST_ROWS]
    yield MyTable("dang-ky", [about(one) for one in found])


def about(one: ReceptionVisit) -> dict[str, object]:
    return {
        "co_quan": one.day.schedule.agency.name,
        "nguoi_tiep": one.day.schedule.post,
        "luc": one.starts_at,
        "tinh_trang": one.get_state_display(),
        "ho_va_ten": one.name,
        "dien_thoai": one.phone,
        "dien_uu_tien": one.priority,
        "ket_qua": one.get_outcome_display(),
        "so_don": one.case_code,
    }
