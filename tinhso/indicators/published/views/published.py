"""Figures for other programs and pages: files, a feed, a frame and a picture at addresses that stay."""

from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tinhso.indicators.figure_page import queries
from tinhso.indicators.figure_page.figure_form import FigureForm
from tinhso.indicators.figure_page.views.differs import differs
from tinhso.indicators.figure_page.views.figures import version_at
from tinhso.indicators.figures import changed_rows, wording
from tinhso.indicators.figures.figures import compared
from tinhso.indicators.figures.trace import checked
from tinhso.indicators.models import DataEntry
from tinhso.indicators.public_counts.periods import PublicPeriods, years_of
from tinhso.indicators.published.files import WRITERS
from tinhso.indicators.published.published import observations, observations_of, public_versions
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import data_note, instance, read_through
from tinhso.lib.dates import vn_date
from tinhso.lib.periods import Period

NEWS = 30
# Anybody may show the frame; inside it nothing runs and nothing is sent.
FRAME_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"


@require_safe
@public_page
def export_figure(request: HttpRequest, address: str, kind: str) -> HttpResponse:
    """All periods of one indicator as SDMX-CSV, CSV or XLSX; counted again at most every few seconds. 409 where rows
    behind it differ from the log."""
    version = version_at(request, address)
    if kind not in WRITERS:
        raise Http404
    if found := changed_rows.differing(version.definition):
        return differs(request, found)
    write, mime = WRITERS[kind]
    key = f"file {address} {version.number} {kind} {clock.today()} {get_language()}"
    content = read_through(key, lambda: write(observations_of(version, clock.today()), data_note()))
    return _file(content, mime, f"{address}.{kind}")


@require_safe
@public_page
def export_figures(request: HttpRequest, kind: str) -> HttpResponse:
    """The years of all public indicators, and the approved values behind them. 409 where rows behind one differ."""
    if kind not in WRITERS:
        raise Http404
    if found := changed_rows.differing_among(public_versions()):
        return differs(request, found)
    write, mime = WRITERS[kind]
    return _file(write(observations(clock.today()), data_note()), mime, f"so-lieu.{kind}")


def _file(content: bytes, mime: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@public_page
def figures_feed(request: HttpRequest) -> HttpResponse:
    """The reports that were approved last, as Atom."""
    link = request.build_absolute_uri(reverse("figures"))
    feed = Atom1Feed(
        title=f"{_('Số liệu mới')} {data_note()}".strip(),
        link=link,
        description="",
        subtitle=data_note() or None,
        language="vi",
        feed_url=request.build_absolute_uri(),
        feed_guid=link,
        author_name=instance().name,
    )
    entries = DataEntry.objects.filter(approval__approved_at__isnull=False)
    for entry in entries.select_related("data_set", "agency", "approval").order_by("-approval__approved_at")[
        :NEWS
    ]:
        title = f"{entry.data_set.name}, {entry.span.label} · {entry.agency.name}"
        feed.add_item(
            title=title,
            link=link,
            description=" · ".join(filter(None, [title, data_note()])),
            unique_id=f"{link}#{entry.data_set.code}-{entry.agency.code}-{entry.period}",
            updateddate=entry.approval.approved_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
@public_page
@xframe_options_exempt
def embed_figure(request: HttpRequest, address: str) -> HttpResponse:
    """One figure without the rest of the page, for a frame of another site; `ky` names its period, else this year."""
    version, period = version_at(request, address), _period_of_query(request)
    others = {v.indicator.code: v for v in queries.versions()}
    tile = queries.tile(version, clock.now(), others, period)
    answer = render(request, "indicators/published/embed.html", {"tile": tile, "note": data_note()})
    answer["Content-Security-Policy"] = FRAME_POLICY
    return answer


@require_safe
@public_page
def picture_figure(request: HttpRequest, address: str) -> HttpResponse:
    """One figure as a picture that carries its own words, day and source; `ky` as in the frame."""
    found, traced = checked(compared(version_at(request, address), _period_of_query(request), clock.today()))
    found = PublicPeriods.read(found.now.version, years_of(found), clock.today()).hide(found)
    definition = found.now.definition
    value = wording.printed(found.now) if found.now.hidden else wording.with_unit(found.now.value, definition)
    standing = wording.standing(traced.state, definition)
    lines = [(26, 15, definition.name), (66, 34, value), (94, 14, wording.span(found.now))]
    lines += [(116, 14, wording.comparison(found)), (140, 12, _source(request, address))]
    lines += [(162, 12, standing)] if standing else []
    height = 178 if standing else 156
    drawn = "".join(
        f'<text x="16" y="{y}" font-size="{size}" fill="#1c1917">{escape(words)}</text>'
        for y, size, words in lines
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="480" height="{height}" viewBox="0 0 480 {height}" role="img" '
        f'font-family="Be Vietnam Pro, Arial, sans-serif"><title>{escape(definition.name)}</title>'
        f'<rect width="480" height="{height}" fill="#fbfaf7" stroke="#d6d3d1"/>{drawn}</svg>'
    )
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


def _period_of_query(request: HttpRequest) -> Period:
    """Http404 for what is no period, or one that has not begun: an address in another page cannot be mended there."""
    form = FigureForm(request.GET, today=clock.today(), agencies=[])
    if not form.is_valid():
        raise Http404
    period: Period = form.cleaned_data["ky"]
    return period


def _source(request: HttpRequest, address: str) -> str:
    page = request.get_host() + reverse("figure", args=[address])
    return " · ".join(filter(None, [data_note(), page, vn_date(clock.today())]))
