from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import update_row
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.intake.actions.receive_at_counter import receive_at_counter
from tinhso.onestop.intake.actions.save_contact import save_contact
from tinhso.onestop.intake.actions.tick_papers import tick_papers
from tinhso.onestop.models import Dossier, Slip
from tinhso.onestop.registration.records import record_of


class AnswersNeeded(Exception):
    """What the answers say goes to the register of civil status, so they have to be typed."""


@transaction.atomic
def receive_paper_application(
    *,
    dossier: Dossier,
    contact: Mapping[str, str],
    papers: Mapping[str, str],
    by: Actor,
    now: datetime,
    limit: TimeLimit | None = None,
) -> Slip | None:
    """Receive what lies at the desk as paper: who it is for, how they are reached, and which papers came and how, the application
    itself among them. Its answers stay on it; nothing is declared or pledged in anybody's name. None where a fee is due first.

    Raises: NotYourTurn, AnswersNeeded, NotADraft, Incomplete, NoConsent, NoTimeLimit, and Unlawful where it was received before.
    """
    check_is_at_desk(dossier, by)
    if record_of(dossier.version):
        raise AnswersNeeded(dossier.pk)
    tick_papers(dossier=dossier, papers=papers, by=by, now=now)
    save_contact(
        dossier=dossier,
        phone=contact["phone"],
        email=contact["email"],
        address=contact["address"],
        result_by=Dossier.ResultBy(contact["result_by"]),
        by=by,
    )
    dossier.on_paper = True
    update_row(dossier, "on_paper")
    return receive_at_counter(dossier=dossier, by=by, now=now, limit=limit)
