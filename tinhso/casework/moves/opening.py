"""The event that opens a case, from the row itself: for the action and for whoever copies whole cases."""

from tinhso.casework.models import Case
from tinhso.casework.moves.events import CaseOpened


def opened(case: Case) -> CaseOpened:
    """Every value with which the row begins."""
    return CaseOpened(
        case_id=case.pk,
        kind=case.kind,
        source=case.source,
        agency_id=case.agency_id,
        desk_id=case.desk_id,
        process_id=case.process_id,
        place_id=case.place_id,
        parent_id=case.parent_id,
        confidential=case.confidential,
    )
