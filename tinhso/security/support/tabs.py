from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Auditor, SecurityCoordinator, SupportDesk
from tinhso.kernel.site.shapes import Tab


def support_tabs(request: HttpRequest, by: Actor) -> list[Tab]:
    """Every officer reports; the desk, coordinators and auditors see the worklist."""
    named = [("support_incidents", _("Sự cố đã báo"))]
    if any(by.holds(role) for role in (SupportDesk, SecurityCoordinator, Auditor)):
        named.append(("support_desk", _("Bộ phận hỗ trợ")))
    named.append(("known_errors", _("Lỗi đã biết")))
    return [Tab(label, reverse(name), request.path == reverse(name)) for name, label in named]
