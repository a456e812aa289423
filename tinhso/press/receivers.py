"""What press hears of."""

from tinhso.casework.events import CaseFinished
from tinhso.kernel.events.public import SYSTEM, EventRow, event_of, listen
from tinhso.kernel.papers.events import PaperRevoked
from tinhso.kernel.people.events import PackLoaded
from tinhso.press.articles.actions.load_categories import load_categories
from tinhso.press.registers.actions.propose_licence import propose_licence, propose_revocation


@listen(PackLoaded)
def bring_categories(row: EventRow) -> None:
    """With a pack the categories of the portal are brought up to date."""
    load_categories(by=SYSTEM, now=row.at)


@listen(CaseFinished)
def propose_what_was_licensed(row: EventRow) -> None:
    """A procedure of the field ended with a result: its licence waits for the register."""
    event = event_of(row, CaseFinished)
    if row.case_id is not None and event.outcome == "granted":
        propose_licence(case_id=row.case_id, kind=event.kind, by=SYSTEM, now=row.at)


@listen(PaperRevoked)
def propose_what_was_revoked(row: EventRow) -> None:
    """The result from which a licence came was revoked."""
    if row.case_id is not None:
        propose_revocation(case_id=row.case_id, by=SYSTEM, now=row.at)
