"""What the pages of monitoring share: their tabs, the days of an address."""

from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab
from tinhso.press.monitoring.forms import SpanForm
from tinhso.press.monitoring.permissions import can_steer_news

ROLES = (PressEditor, PressSpokesperson)
WAYS = ["GET", "HEAD", "POST"]
LONGEST_SPAN = timedelta(days=366)


def news_tabs(here: str, by: Actor) -> list[Tab]:
    """Sources are steered by the focal agency alone."""
    pages = [("news_articles", _("Tin báo chí")), ("news_clips", _("Điểm báo")), ("news_counts", _("Số đếm"))]
    if can_steer_news(by, clock.today()):
        pages.append(("news_sources", _("Nguồn tin")))
    return [Tab(label, reverse(name), name == here) for name, label in pages]


def days_of(request: HttpRequest, back: int) -> tuple[date, date, SpanForm]:
    """First and last day that an address names, at most a year; the last `back` days where it names none that can be read."""
    form = SpanForm(request.GET or None)
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    last: date = typed.get("den") or clock.today()
    first: date = typed.get("tu") or last - timedelta(days=back)
    return max(min(first, last), last - LONGEST_SPAN), last, form
