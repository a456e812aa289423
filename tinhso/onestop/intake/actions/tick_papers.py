from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State
from tinhso.kernel.events.public import Actor
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.dossier.actions.save_answers import OPEN_FOR_CITIZEN, NotADraft
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.models import Dossier, PaperHandedIn


@transaction.atomic
def tick_papers(*, dossier: Dossier, papers: Collection[str], by: Actor, now: datetime) -> None:
    """These papers lie at the desk on paper, and no others; ticks of a dossier already handed in only grow.

    Raises: NotYourTurn unless by the receiving desk, NotADraft. Papers that the procedure does not ask for
    are left out.
    """
    check_is_at_desk(dossier, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    asked = {paper.id for paper in papers_of(dossier.version) if not paper.made}
    wanted = asked & set(papers)
    if dossier.case.state == State.DRAFT:
        dossier.handed_in.exclude(paper__in=wanted).delete()
    officer = by.user_id or 0  # whoever sits at the desk has an account
    rows = [PaperHandedIn(dossier=dossier, paper=p, officer_id=officer, noted_at=now) for p in wanted]
    PaperHandedIn.objects.bulk_create(rows, ignore_conflicts=True)
