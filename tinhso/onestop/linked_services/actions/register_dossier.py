from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.onestop.dossier.identity_differences import check_identity_settled
from tinhso.onestop.linked_services.actions.ask_part import ask_part
from tinhso.onestop.models import Dossier, LinkedPart
from tinhso.onestop.registration.records import lacking, record_of
from tinhso.onestop.results.signatures import check_step


class NotRegistered(Exception):
    """This procedure is not registered in the shared software, or the instance is not connected with it."""


class RecordIncomplete(Exception):
    """The register wants answers that the dossier lacks; `questions` are their words."""

    def __init__(self, questions: list[str]) -> None:
        super().__init__(", ".join(questions))
        self.questions = questions


@transaction.atomic
def register_dossier(*, dossier: Dossier, ver: int, by: Actor, now: datetime) -> LinkedPart:
    """The officer of civil status sends the record to the shared software; the dossier waits for number and copy.

    Raises: Stale, NotYourTurn, NotRegistered, IdentityUnsettled, RecordIncomplete, AskedAlready.
    """
    check_step(dossier, "examine", ver, by)
    check_identity_settled(dossier)
    if record_of(dossier.version) is None:
        raise NotRegistered(dossier.pk)
    if questions := lacking(dossier):
        raise RecordIncomplete(questions)
    return ask_part(dossier=dossier, kind=LinkedPart.Kind.CIVIL_STATUS, by=by, now=now)
