"""What machines read first: which pages may be looked at, which pages there are, and whom to tell of a weakness."""

from datetime import timedelta
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tinhso.kernel.site.address import site_url
from tinhso.kernel.site.context import instance, read_through, url_of
from tinhso.kernel.site.slots import PublicPages, all_of

CLOSED = (
    *("/can-bo/", "/dieu-hanh/", "/quan-tri/", "/ho-so/", "/tra-cuu/", "/xac-minh/", "/tai-khoan/"),
    *("/dang-nhap/", "/thong-bao/", "/api/", "/tim/", "/ngon-ngu/"),
)
"""Desks, pages of one's own and what is found by a code: nothing of it belongs into a search engine."""
EVERYDAY = ("home", "procedures", "public_reports", "figures", "datasets", "alerts", "agency_list", "help")
MOST = 20_000
"""Addresses in one list; the format allows 50,000."""
SECURITY_NOTE_LASTS = timedelta(days=180)


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """A demo is closed to search engines; a province closes its desks and the pages of single people."""
    lines = ["User-agent: *"]
    if instance().demo:
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: {path}" for path in CLOSED]
        lines.append(f"Sitemap: {site_url(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of lists: everyday pages, and one for each kind of public page that a system has."""
    lists = [reverse("sitemap_part", args=[code]) for code in ("trang", *_parts())]
    # lists of their own: datasets with the day of each change, news of the last two days
    lists += filter(None, [url_of("datasets_sitemap"), url_of("news_sitemap")])
    rows = "".join(f"<sitemap><loc>{escape(site_url(path))}</loc></sitemap>" for path in lists)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>')


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    """The public pages of one kind, the newest first where there are more than one list holds."""
    found = _parts().get(part)
    if part == "trang":
        paths = [url for name in EVERYDAY if (url := url_of(name))]
    elif found is None:
        raise Http404("Không có danh sách này.")
    else:
        paths = read_through(f"sitemap {part}", lambda: list(found.read(MOST)))
    rows = "".join(f"<url><loc>{escape(site_url(path))}</loc></url>" for path in paths)
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')


def _parts() -> dict[str, PublicPages]:
    return {one.code: one for one in all_of(PublicPages)}


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n', content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); none where the instance has named nobody to write to or call."""
    here = instance()
    contacts = [f"mailto:{here.email}"] if here.email else []
    contacts += [f"tel:{here.phone.replace(' ', '')}"] if here.phone else []
    if not contacts:
        raise Http404("Chưa có nơi nhận tin báo.")
    until = timezone.now() + SECURITY_NOTE_LASTS
    context = {"contacts": contacts, "until": until.strftime("%Y-%m-%dT%H:%M:%SZ")}
    return render(request, "site/security.txt", context, content_type="text/plain; charset=utf-8")
