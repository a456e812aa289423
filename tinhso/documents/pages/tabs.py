"""The tabs on the pages of official documents."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site.shapes import Tab


def document_tabs(request: HttpRequest, by: Actor) -> list[Tab]:
    named = [("document_register", _("Sổ văn bản đi"), (Clerk, Head, Auditor))]
    return [
        Tab(label, reverse(name), request.path == reverse(name))
        for name, label, roles in named
        if not roles or any(by.holds(role) for role in roles)
    ]
