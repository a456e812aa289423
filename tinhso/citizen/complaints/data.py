"""What the private register holds about a person, for the export of one's own data."""

from collections.abc import Iterator

from tinhso.citizen.models import Complaint
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable, own_persons


def tables(actor: Actor) -> Iterator[MyTable]:
    """The own complaints and denunciations, newest first; one query."""
    rows = Complaint.objects.visible_to(actor).filter(own_persons("case__person_id", actor.person_id))
    found = rows.select_related("case").order_by("-pk")[:MOST_ROWS]
    yield MyTable("don", [about(one) for one in found])


def about(one: Complaint) -> dict[str, object]:
    return {
        "ma": one.case.code,
        "loai": one.get_kind_display(),
        "nhan_qua": one.get_channel_display(),
        "tom_tat": one.subject,
        "noi_dung": one.text,
        "ho_va_ten": one.sender_name,
        "dien_thoai": one.phone,
        "dia_chi": one.address,
        "ket_luan": one.conclusion,
    }
