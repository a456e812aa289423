"""What the register of feedback holds about a person, for the export of one's own data."""

from collections.abc import Iterator

from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable, own_persons


def tables(actor: Actor) -> Iterator[MyTable]:
    """The own feedback, newest first; one query."""
    rows = Feedback.objects.visible_to(actor).filter(own_persons("case__person_id", actor.person_id))
    found = rows.select_related("case__agency").order_by("-pk")[:MOST_ROWS]
    yield MyTable("kien-nghi", [about(one) for one in found])


def about(one: Feedback) -> dict[str, object]:
    return {
        "ma": one.case.code,
        "phan_loai": one.named_kind,
        "tom_tat": one.subject,
        "noi_dung": one.text,
        "bo_sung": one.more,
        "ho_va_ten": one.sender_name,
        "dien_thoai": one.phone,
        "thu_dien_tu": one.email,
        "dia_chi": one.address,
        "co_quan_tra_loi": one.case.agency.name,
        "tra_loi": one.answer,
        "cong_khai_luc": one.published_at,
    }
