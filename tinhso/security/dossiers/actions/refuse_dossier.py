from datetime import datetime

from django.db import transaction

from tinhso.casework.public import refuse_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import LevelDossier


@transaction.atomic
def refuse_dossier(*, dossier: LevelDossier, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Whose turn it is does not accept the dossier and says what to mend; the agency sends a new one.

    Raises: NotYourTurn, Stale, Unlawful, EntryRefused.
    """
    if not reason.strip():
        raise EntryRefused("reason", "Ghi nội dung phải sửa.")
    refuse_case(case=dossier.case, ver=ver, text=reason.strip(), by=by, now=now)
