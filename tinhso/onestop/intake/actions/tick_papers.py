from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State
from tinhso.kernel.events.public import Actor
from tinhso.onestop.catalogue.papers import OTHER_PAPER, papers_of
from tinhso.onestop.dossier.actions.save_answers import OPEN_FOR_CITIZEN, NotADraft
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.models import Dossier, PaperHandedIn


@transaction.atomic
def tick_papers(*, dossier: Dossier, papers: Mapping[str, str], by: Actor, now: datetime) -> None:
    """These papers came, each in that way, and no others; what was said of a dossier already handed in only grows.

    Raises: NotYourTurn unless by the receiving desk, NotADraft. Papers that the procedure does not ask for
    are left out.
    """
    check_is_at_desk(dossier, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    asked = {paper.id for paper in papers_of(dossier.version)} | {OTHER_PAPER}
    ways = {paper: PaperHandedIn.How(how) for paper, how in papers.items() if paper in asked}
    if dossier.case.state == State.DRAFT:
        other = [row.pk for row in dossier.handed_in.all() if ways.get(row.paper) != row.how]
        PaperHandedIn.objects.filter(pk__in=other).delete()
    officer = by.user_id or 0  # whoever sits at the desk has an account
    rows = [
        PaperHandedIn(dossier=dossier, paper=paper, how=how, officer_id=officer, noted_at=now)
        for paper, how in ways.items()
    ]
    PaperHandedIn.objects.bulk_create(rows, ignore_conflicts=True)
