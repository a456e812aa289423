"""What a letter says: new articles of its topics, and corrections and withdrawals of what earlier letters brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.urls import reverse

from tinhso.kernel.notices.public import send_letter
from tinhso.kernel.site.public import data_note, instance
from tinhso.lib.dates import vn_datetime
from tinhso.press.models import Article, NewsletterItem, NewsSubscription
from tinhso.press.newsletter.links import confirm_link, leave_link, whole

MOST_ARTICLES = 50
OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True)
class Letter:
    """What one reader gets now."""

    articles: Sequence[Article]
    changed: Sequence[NewsletterItem]

    @property
    def empty(self) -> bool:
        return not self.articles and not self.changed


def new_articles(row: NewsSubscription, now: datetime) -> list[Article]:
    """Published first since the last letter, and still public: no embargo, no expired, no withdrawn one. One query.

    What was on its way into the database while the last letter was written is looked for once more."""
    assert row.sent_until is not None
    brought = row.items.values("article")
    rows = (
        Article.objects.public(now)
        .in_language("vi")
        .exclude(pk__in=brought)
        .filter(
            published_at__gt=row.sent_until - OVERLAP, published_at__lte=now, category__code__in=row.topics
        )
    )
    return list(
        rows.select_related("live__revision", "category").order_by("-published_at", "-pk")[:MOST_ARTICLES]
    )


def changed_items(row: NewsSubscription) -> list[NewsletterItem]:
    """What this reader received in an older version than the one of today. One query."""
    rows = row.items.filter(version__lt=F("article__live__number"))
    return list(rows.select_related("article__live__revision", "article__category")[:MOST_ARTICLES])


def letter_text(row: NewsSubscription, letter: Letter) -> str:
    parts = [data_note()] if data_note() else []
    for item in letter.changed:
        live = item.article.live
        assert live is not None
        title = live.revision.title if live.kind != "withdrawal" else f"bài đã gửi {vn_datetime(item.at)}"
        kind = live.get_kind_display().upper()
        parts.append(f"{kind} ({vn_datetime(live.at)}): {title}\n{live.reason}\n{_url(item.article)}")
    for article in letter.articles:
        assert article.live is not None
        text = article.live.revision
        parts.append(f"{text.title}\n{text.lead}\n{_url(article)}")
    if len(letter.articles) >= MOST_ARTICLES:
        parts.append(f"Thư nêu {MOST_ARTICLES} bài mới nhất; các bài khác: {whole(reverse('news'))}")
    parts.append(f"Thôi nhận (một lần bấm, địa chỉ bị xóa): {leave_link(row.key)}")
    return "\n\n".join(parts)


def _url(article: Article) -> str:
    return whole(reverse("article", args=[article.slug]))


def send(row: NewsSubscription, letter: Letter, now: datetime) -> None:
    """With the headers by which mail programs unsubscribe by one press (RFC 8058). TryLater, Refused."""
    words = "Đính chính" if letter.changed and not letter.articles else "Bản tin"
    leave = leave_link(row.key)
    headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    subject = f"{words} - {instance().name}"
    reference = f"tinhso-news-{row.pk}-{int(now.timestamp())}"
    send_letter(reference, row.email, subject, letter_text(row, letter), headers)


def send_confirmation(row: NewsSubscription) -> None:
    """TryLater, Refused."""
    text = (
        f"Có người, có thể là ông/bà, đăng ký nhận tin của {instance().name} bằng địa chỉ này.\n\n"
        f"Mở đường dẫn và bấm Xác nhận để nhận tin: {confirm_link(row.key)}\n\n"
        "Nếu không phải ông/bà, không cần làm gì: không có thư nào khác được gửi, địa chỉ tự xóa sau hai ngày."
    )
    subject = f"Xác nhận nhận tin - {instance().name}"
    send_letter(f"tinhso-news-confirm-{row.pk}", row.email, subject, text)
