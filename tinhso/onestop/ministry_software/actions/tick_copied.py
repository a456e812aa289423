from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import HANOI
from tinhso.onestop.ministry_software.copy_lines import copy_sheet
from tinhso.onestop.ministry_software.events import FieldCopied
from tinhso.onestop.ministry_software.permissions import check_can_copy
from tinhso.onestop.models import CopiedField, Dossier


class NoSuchBox(LookupError):
    """The dossier has no such box to copy: its form or the order of the software is another by now, or it was erased."""


class AnswerChanged(Exception):
    """The answer is another than the one that was on the page from which it was copied."""


@transaction.atomic
def tick_copied(
    *, dossier: Dossier, key: str, copied: bool, by: Actor, now: datetime, committed: str = ""
) -> None:
    """Tick a box as copied, or take the tick back; done twice it is one, and the first who ticked stays until the answer is another.
    `committed` is that of the answer which the officer saw; "" where the deed has no page.

    Raises: NotYourDossier, NoSuchBox, AnswerChanged.
    """
    check_can_copy(dossier, by)
    lines = {line.key: line for line in copy_sheet(dossier, now.astimezone(HANOI).date()).lines}
    if key not in lines or not bytes(dossier.salt):
        raise NoSuchBox(key)
    if copied and committed and committed != lines[key].committed:
        raise AnswerChanged(key)
    if copied:
        given = {"by_id": by.user_id, "at": now, "value": lines[key].committed}
        changed = CopiedField.objects.get_or_create(dossier=dossier, key=key, defaults=given)[1]
        if not changed:
            former = CopiedField.objects.filter(dossier=dossier, key=key)
            changed = bool(former.exclude(value__in=["", given["value"]]).update(**given))
    else:
        changed = bool(CopiedField.objects.filter(dossier=dossier, key=key).delete()[0])
    if changed:
        record(FieldCopied(case_id=dossier.case_id, field=key[:64], copied=copied), by=by, at=now)
