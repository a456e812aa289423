"""Our side of a comparison with the national portal: every dossier it was told of, as the case itself stands now."""

from tinhso.casework.public import Case
from tinhso.lib.messages.portal_wire import write_moment
from tinhso.onestop.national_portal.states import portal_state
from tinhso.onestop.results.results import result_of

SETTLED = {9, 10}


def our_list() -> list[dict[str, str]]:
    """Code, state of the portal, due date and number of the result; read from cases and papers, not from messages."""
    sent_cases = Case.objects.filter(kind="dossier", dossier__portal_messages__isnull=False).distinct()
    rows = []
    for case in sent_cases.select_related("process", "dossier").order_by("pk"):
        pause = case.clocks.filter(pauses__ended_at=None).values_list("pauses__reason", flat=True).last()
        state = portal_state(case, pause or "")
        paper = result_of(case.dossier) if state in SETTLED else None
        rows.append(
            {
                "MaHoSo": case.code,
                "TrangThaiHoSo": str(state),
                "NgayHenTra": write_moment(case.due_at) if case.due_at else "",
                "KetQua": paper.full_number if paper else "",
            }
        )
    return rows
