"""The article of an address, for who may see it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tinhso.kernel.people.public import actor_for
from tinhso.kernel.people.roles import PressApprover, PressEditor, PressWriter
from tinhso.press.models import Article

ROLES = (PressWriter, PressEditor, PressApprover)
WAYS = ["GET", "HEAD", "POST"]


def article_of(request: HttpRequest, code: str) -> Article:
    """Http404 for what this officer does not see."""
    rows = Article.objects.visible_to(actor_for(request))
    related = rows.select_related(
        "head", "live__revision", "category", "agency", "locked_by", "original__live"
    )
    return get_object_or_404(related, code=code)
