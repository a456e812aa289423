"""The number of a result: from the agency's register of official documents where it reads as one of them, else from its own series."""

from datetime import datetime

from tinhso.documents.public import give_number, notation_of, type_of
from tinhso.kernel.events.public import Actor, last_numbers
from tinhso.kernel.papers.public import Paper, paper_numbers
from tinhso.lib.dates import local
from tinhso.onestop.catalogue.result_forms.kinds import REGISTERED


def register_number(paper: Paper, *, by: Actor, now: datetime) -> int | None:
    """Taken in the caller's transaction; None for a kind, or a notation of its own, that no type of document has.

    DocumentsForbidden.
    """
    code, day = REGISTERED.get(paper.kind), local(now).date()
    if code is None:
        return None
    kind = type_of(code, day)
    if paper.notation != notation_of(kind, paper.agency):
        return None
    scope = paper_numbers(paper.agency_id, paper.kind, day.year)
    number = give_number(
        agency=paper.agency,
        kind=kind,
        title=f"{kind.name}: kết quả giải quyết hồ sơ {paper.subject}",
        day=day,
        paper=paper,
        after=last_numbers([scope])[scope],
        by=by,
        now=now,
    )
    return number.number
