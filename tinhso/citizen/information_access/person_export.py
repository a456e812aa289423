"""What the register of requests holds about a person, for the export of one's own data."""

from collections.abc import Iterator

from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable, own_persons


def tables(actor: Actor) -> Iterator[MyTable]:
    """The own requests, newest first; one query."""
    rows = InformationRequest.objects.visible_to(actor).filter(
        own_persons("case__person_id", actor.person_id)
    )
    found = rows.select_related("case__agency").order_by("-pk")[:MOST_ROWS]
    yield MyTable("tiep-can-thong-tin", [about(one) for one in found])


def about(one: InformationRequest) -> dict[str, object]:
    return {
        "ma": one.case.code,
        "co_quan": one.case.agency.name,
        "tom_tat": one.subject,
        "noi_dung": one.text,
        "bo_sung": one.more,
        "muc_dich": one.purpose,
        "cach_nhan": one.get_delivery_display(),
        "ho_va_ten": one.asker_name,
        "so_giay_to": one.identity_number,
        "dien_thoai": one.phone,
        "thu_dien_tu": one.email,
        "dia_chi": one.address,
        "thay_mat": one.represents,
        "giay_uy_quyen": one.authority,
        "tra_loi": one.answer,
        "can_cu_tu_choi": one.ground_text,
        "cong_khai_luc": one.published_at,
    }
