from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case
from tinhso.documents.incoming.assigning import name_in_unit
from tinhso.documents.incoming.permissions import check_case_turn, check_not_frozen
from tinhso.documents.incoming.way import SHARE
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User


@transaction.atomic
def name_handler(
    *, document: ArrivingDocument, case: Case, ver: int, officer: User, by: Actor, now: datetime
) -> None:
    """Phân công: the head of the unit names who handles the document, or supports it (`case` is that part).

    Raises: Stale, NotYourTurn, EntryRefused.
    """
    check_not_frozen(document)
    check_case_turn(case, SHARE, ver, by)
    name_in_unit(document, case, officer, by=by, now=now)
