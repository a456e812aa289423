"""The tabs that the pages of communication share."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, PressApprover, PressEditor, PressSpokesperson
from tinhso.kernel.site.shapes import Tab
from tinhso.press.channels.permissions import RUNS
from tinhso.press.communication.permissions import READS

PLANNERS = (PressEditor, PressApprover, PressSpokesperson, Head)


def communication_tabs(here: str, by: Actor) -> list[Tab]:
    """Those that open for this officer: plans and the agenda for who plans and leads, guidance for who reads it, reach for who runs
    channels."""
    pages = [
        ("communication_plans", _("Kế hoạch")),
        ("press_agenda", _("Lịch đưa tin")),
        ("guidance_list", _("Hướng dẫn tuyên truyền")),
        ("reach_figures", _("Số tiếp cận")),
    ]
    rights = (PLANNERS, PLANNERS, READS, RUNS)
    open_to = [page for page, roles in zip(pages, rights, strict=True) if any(map(by.holds, roles))]
    return [Tab(label, reverse(name), name == here) for name, label in open_to]
