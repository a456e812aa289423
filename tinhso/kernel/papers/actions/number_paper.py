from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.papers.actions.create_paper import number_scope
from tinhso.kernel.papers.events import PaperNumbered
from tinhso.kernel.papers.models import Paper, Signature
from tinhso.kernel.papers.permissions import can_sign, check


class NotToBeNumbered(Exception):
    """The paper is not signed yet, or it has its number already."""


@transaction.atomic
def number_paper(*, paper: Paper, by: Actor, now: datetime, number: int | None = None) -> Paper:
    """Vào số: the clerk gives a signed paper the next number of its agency, kind and year, and its date.

    With `number` it is the one that a register of documents gave. It stays with the paper even when sealing fails. Raises: PaperForbidden, NotToBeNumbered.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    check(can_sign(paper, Signature.Role.AGENCY, by))
    if paper.state != Paper.State.SIGNED or paper.number is not None:
        raise NotToBeNumbered(paper.state)
    paper.take_number(number or next_number(number_scope(paper, now)), now)
    paper.save(update_fields=["number", "year", "dated"])
    event = PaperNumbered(
        paper_id=paper.pk, number=paper.number or 0, year=paper.year or 0, case_id=paper.case_id
    )
    record(event, by=by, at=now)
    return paper
