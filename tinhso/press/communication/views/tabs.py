"""The tabs that the pages of communication share."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, PressApprover, PressEditor, PressSpokesperson
from tinhso.kernel.site.shapes import Tab

PLANNERS = (PressEditor, PressApprover, PressSpokesperson, Head)


def communication_tabs(here: str, by: Actor) -> list[Tab]:
    """Plans and the agenda are of those who plan and lead; guidance and reach of all who work with channels."""
    pages = [
        ("communication_plans", _("Kế hoạch")),
        ("press_agenda", _("Lịch đưa tin")),
        ("guidance_list", _("Hướng dẫn tuyên truyền")),
        ("reach_figures", _("Số tiếp cận")),
    ]
    if not any(by.holds(role) for role in PLANNERS):
        pages = pages[2:]
    return [Tab(label, reverse(name), name == here) for name, label in pages]
