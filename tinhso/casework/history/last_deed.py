"""Who did what last with a case, for whoever comes too late."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.casework.history.history import event_kinds, names_of
from tinhso.casework.models import Case
from tinhso.kernel.events.public import Actor, TimelineLine, timeline
from tinhso.kernel.people.public import User
from tinhso.lib.dates import vn_datetime

RECENT = 50  # events; a burst of notices after one move is far shorter
MOVES = "casework."


def last_deed(case: Case, reader: Actor) -> tuple[str, str, datetime] | None:
    """Who it was for this reader, "đã tiếp nhận hồ sơ (hồ sơ …)", and when; None where nobody did anything. Three queries."""
    line = _last(timeline(case.pk, limit=RECENT))
    return (who_did(line, case, reader), deed_of(line, case), line.at) if line else None


def last_deed_sentence(case_id: int, reader: Actor) -> str:
    """The same in one sentence, for a deed on many cases; "" where this reader does not see the case."""
    case = Case.objects.visible_to(reader).select_related("agency").filter(pk=case_id).first()
    found = last_deed(case, reader) if case else None
    if found is None:
        return ""
    who, deed, at = found
    return _("%(who)s %(deed)s lúc %(at)s") % {
        "who": who,
        "deed": deed.partition(" (")[0],
        "at": vn_datetime(at),
    }


def _last(lines: Sequence[TimelineLine]) -> TimelineLine | None:
    """What came before: a move of the case, or what a person did. What the system tells people about it is no deed."""
    deeds = (line for line in lines if line.actor_id is not None or line.name.startswith(MOVES))
    return max(deeds, key=lambda line: line.id, default=None)


def who_did(line: TimelineLine, case: Case, reader: Actor) -> str:
    """The officer's name for officers; a citizen reads the agency, and everybody "ông/bà" for themselves."""
    if line.actor_id and line.actor_id == reader.user_id:
        return "Chính ông/bà"
    if not reader.is_officer:
        return case.agency.name
    if line.actor_id is None:
        return "Hệ thống"
    if User.objects.filter(pk=line.actor_id, person=case.person_id).exclude(person=None).exists():
        return "Người nộp"  # whoever works on the case need not know who it is
    return names_of({line.actor_id}).get(line.actor_id, "Hệ thống")


def deed_of(line: TimelineLine, case: Case) -> str:
    """ "đã tiếp nhận hồ sơ …": the label of the event in the middle of a sentence."""
    label = str(getattr(event_kinds().get(line.name), "label", "cập nhật"))
    words = label[:1].lower() + label[1:]
    return f"{words if words.startswith('đã ') else f'đã {words}'} (hồ sơ {case.code})"
