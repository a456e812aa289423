from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest, number_paper, prepare_signature
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.result_number import register_number
from tinhso.onestop.results.results import paper_of
from tinhso.onestop.results.signatures import check_step


class NotSigned(Conflict):
    """There is no signed result yet."""


@transaction.atomic
def prepare_seal(*, dossier: Dossier, ver: int, by: Actor, now: datetime) -> SigningRequest | None:
    """Vào số, and the result is ready for the agency's signature; None if it was sealed before.

    The number, of a decision that of the agency's register of documents, once given stays. Raises: Stale, NotYourTurn, NotSigned, PaperForbidden.
    """
    check_step(dossier, "issue", ver, by)
    paper = paper_of(Decision.objects.select_for_update().get(dossier=dossier))
    if paper is None or paper.state == Paper.State.DRAFT:
        raise NotSigned(dossier.pk)
    if paper.state != Paper.State.SIGNED:
        return None
    if paper.number is None:
        number = register_number(paper, by=by, now=now)
        paper = number_paper(paper=paper, number=number, by=by, now=now)
    return prepare_signature(paper=paper, role=Signature.Role.AGENCY, by=by, now=now)
