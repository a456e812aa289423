"""What casework holds about a person: the cases, what was written to them, who read them."""

from collections.abc import Iterator

from tinhso.casework.case.kind import state_word
from tinhso.casework.models import Case, Note
from tinhso.casework.personal_data.readers import readings
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable, own_persons


def own_cases(actor: Actor) -> dict[int, Case]:
    """The cases that the person of this account asked for, newest first, by id; none for an account without one."""
    cases = Case.objects.visible_to(actor).filter(own_persons("person_id", actor.person_id))
    return {
        case.pk: case for case in cases.select_related("agency").order_by("-opened_at", "-pk")[:MOST_ROWS]
    }


def tables(actor: Actor) -> Iterator[MyTable]:
    """Six queries at most."""
    cases = own_cases(actor)
    yield MyTable("viec", [about(case) for case in cases.values()])
    notes = Note.objects.filter(case__in=cases, for_citizen=True).order_by("-pk")[:MOST_ROWS]
    written = [{"ma": cases[n.case_id].code, "loai": n.get_kind_display(), "noi_dung": n.text} for n in notes]
    yield MyTable("noi-dung-trao-doi", written)
    read = [
        {
            "ma": cases[one.case_id].code,
            "ngay_gio": one.at,
            "co_quan": one.agency,
            "vi_tri": one.post,
            "muc_dich": str(one.purpose),
            "so_lan_trong_ngay": one.times,
        }
        for one in readings(list(cases), limit=MOST_ROWS)[:MOST_ROWS]
    ]
    yield MyTable("ai-da-xem", read)


def about(case: Case) -> dict[str, object]:
    return {
        "ma": case.code,
        "ve_viec": case.title,
        "co_quan": case.agency.name,
        "tinh_trang": state_word(case),
        "nguon": case.get_source_display(),
        "nop_luc": case.submitted_at,
        "tiep_nhan_luc": case.accepted_at,
        "hen_tra": case.due_at,
        "co_ket_qua_luc": case.settled_at,
        "danh_gia": case.rating,
    }
