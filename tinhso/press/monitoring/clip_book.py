"""The morning's list (điểm báo) of a day: by topic, each story with its copies, an officer's comment, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from tinhso import press
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import typeset
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import province_on, short_name
from tinhso.lib.dates import local, vn_date, vn_datetime
from tinhso.press.models import NewsArticle, NewsClip, NewsCluster, PressIssue
from tinhso.press.monitoring.topics import topics_on

TEMPLATE = Path(press.__path__[0]) / "templates/press/monitoring/clip_book.typ"
MOST_COPIES = 30


@dataclass(frozen=True)
class Entry:
    """A chosen story: its clip, the article that was first, those that followed, and the issue for who may open it."""

    clip: NewsClip
    first: NewsArticle
    others: list[NewsArticle]
    issue: PressIssue | None


@dataclass(frozen=True)
class Part:
    topic: str
    entries: list[Entry]


@dataclass(frozen=True)
class ClipBook:
    day: date
    parts: list[Part]
    outlets: list[tuple[str, int]]
    articles: int


def clip_book(agency_id: int, day: date, by: Actor) -> ClipBook:
    """As `by` may read it. Four queries and the rule."""
    clips = list(
        NewsClip.objects.filter(agency_id=agency_id, day=day).select_related("cluster").order_by("pk")
    )
    articles: dict[int, list[NewsArticle]] = {}
    rows = NewsArticle.objects.filter(cluster__in=[one.cluster_id for one in clips])
    for one in rows.bare().select_related("source").order_by("published_at", "pk"):
        articles.setdefault(one.cluster_id, []).append(one)
    seen = issues_seen(by, [one.cluster for one in clips])
    words = topics_on(day)
    order = [*words, *sorted({one.topic for one in clips} - set(words))]
    parts = []
    for code in order:
        entries = [
            Entry(clip, found[0], found[1:MOST_COPIES], seen.get(clip.cluster.issue_id))
            for clip in clips
            if clip.topic == code and (found := articles.get(clip.cluster_id))
        ]
        if entries:
            parts.append(Part(words.get(code, code), entries))
    counts: dict[str, int] = {}
    for found in articles.values():
        for one in found:
            counts[one.source.outlet] = counts.get(one.source.outlet, 0) + 1
    outlets = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return ClipBook(day, parts, outlets, sum(counts.values()))


def issues_seen(by: Actor, clusters: Iterable[NewsCluster]) -> dict[int | None, PressIssue]:
    """The issues that were made of these stories, as far as `by` may open them, by id. One query."""
    rows = PressIssue.objects.visible_to(by).filter(pk__in={one.issue_id for one in clusters if one.issue_id})
    return {one.pk: one for one in rows.select_related("case__agency")}


def clip_book_pdf(book: ClipBook, agency: Agency, *, now: datetime) -> bytes:
    """A4 under the agency's head; made by the system, signed by nobody. PaperNotMade."""
    data = {
        "parent": agency.parent_on_paper,
        "agency": agency.name,
        "number": "",
        "place": _place(agency, local(now).date()),
        "date": local(now).date(),
        "verify_url": "",
        "title": _("Điểm báo"),
        "subject": _("ngày %(day)s") % {"day": vn_date(book.day)},
        "counts": [[outlet, str(n)] for outlet, n in book.outlets],
        "columns": [_("Báo"), _("Số tin, bài")],
        "others": _("Đăng lại:"),
        "parts": [
            {"topic": part.topic, "entries": [_printed(one) for one in part.entries]} for part in book.parts
        ],
        "closing": _(
            "Gồm %(n)d tin, bài. Chỉ nêu tên báo, tên bài, trích tối đa 300 ký tự và địa chỉ; đọc toàn văn tại trang của báo."
        )
        % {"n": book.articles},
    }
    return typeset(TEMPLATE, data, at=now)


def _place(agency: Agency, day: date) -> str:
    """Where the agency sits, as papers begin their date."""
    unit = agency.unit or province_on(day)
    return short_name(unit.name).removeprefix("Tỉnh ") if unit else ""


def _printed(entry: Entry) -> dict[str, object]:
    issue = entry.issue
    outcome = ""
    if issue is not None:
        words = {
            "code": issue.case.code,
            "state": issue.case.get_state_display(),
            "agency": issue.case.agency.name,
        }
        outcome = _("Đã giao kiểm tra: %(code)s, %(agency)s, %(state)s") % words
    return {
        "title": entry.first.title,
        "excerpt": entry.first.excerpt,
        "where": f"{entry.first.source.outlet}, {vn_datetime(entry.first.published_at)}",
        "url": entry.first.url,
        "others": "; ".join(f"{one.source.outlet} ({vn_datetime(one.published_at)})" for one in entry.others),
        "comment": entry.clip.comment,
        "outcome": outcome,
    }
