"""What an officer may paste into a chat group about a case: code, kind, step, due and a link; nothing of a person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.case.kind import kind_of
from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.kernel.site.public import site_url_if_known
from tinhso.lib.dates import vn_datetime


def group_message_of(case: Case) -> str:
    """One line; "" of a confidential case, of which nobody else may learn. The title stays out: people's names stand in it.

    The link opens for whoever takes part and is signed in, and for nobody else.
    """
    kind = kind_of(case.kind)
    if case.confidential or kind.confidential or kind.owner_url_name:
        return ""
    step = case.process.label(case.step) if case.process and case.step else ""
    words = {
        "kind": kind.label,
        "code": case.code,
        "step": step if case.state == State.IN_PROGRESS and step else State(case.state).label,
    }
    parts = [_("%(kind)s %(code)s: %(step)s") % words]
    if case.due_at is not None and case.finished_at is None:
        parts.append(_("hạn %(due)s") % {"due": vn_datetime(case.due_at)})
    link = reverse(kind.url_name, args=[case.code])
    return ", ".join(parts) + ". " + (site_url_if_known(link) or link)
