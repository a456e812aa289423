from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.messages.public_addresses import NotAnAddress, parts_of_entered
from tinhso.press.models import NewsSource, OutletArticle
from tinhso.press.monitoring.events import NewsSourceChanged, NewsSourceRegistered
from tinhso.press.monitoring.permissions import check_can_steer_news

LOCK = "select pg_advisory_xact_lock(hashtextextended('press.register_source', 8))"  # one at a time joins the list
LEAST_MINUTES, MOST_MINUTES = 15, 1440
MOST_SOURCES = 500
LONGEST_ADDRESS = 500


def _host_of(url: str) -> str:
    """The one host that may be asked for it. Raises: EntryRefused."""
    try:
        parts = parts_of_entered(url, local=settings.FETCH_LOCAL)
    except NotAnAddress as error:
        raise EntryRefused("url", str(error)) from error
    if parts.scheme != "https" or len(url) > LONGEST_ADDRESS or any(sign in url for sign in " <>\"'"):
        raise EntryRefused("url", "Địa chỉ nguồn bắt đầu bằng https://, dài nhất 500 ký tự.")
    return parts.hostname or ""


def _check_words(outlet: str, rhythm: str, minutes: int, terms: str) -> None:
    if not 2 <= len(outlet.strip()) <= 120:
        raise EntryRefused("outlet", "Ghi tên báo từ 2 đến 120 ký tự.")
    if rhythm not in OutletArticle.Rhythm.values:
        raise EntryRefused("rhythm", "Chọn loại báo trong danh sách.")
    if not 3 <= len(terms.strip()) <= 300:
        raise EntryRefused("terms", "Ghi điều kiện sử dụng từ 3 đến 300 ký tự.")
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise EntryRefused("minutes", f"Đọc lại sau {LEAST_MINUTES} đến {MOST_MINUTES} phút.")


@transaction.atomic
def register_source(
    *,
    outlet: str,
    rhythm: str,
    url: str,
    minutes: int,
    inside: bool,
    terms: str,
    by: Actor,
    now: datetime,
) -> NewsSource:
    """A feed or sitemap of a public outlet; its host is on the list of those that may be asked, and no other.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, _agency = check_can_steer_news(by, local(now).date())
    _check_words(outlet, rhythm, minutes, terms)
    host = _host_of(url.strip())
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    if NewsSource.objects.filter(url=url.strip()).exists():
        raise EntryRefused("url", "Nguồn này đã có trong danh sách.")
    if NewsSource.objects.count() >= MOST_SOURCES:
        raise EntryRefused("url", f"Danh sách có nhiều nhất {MOST_SOURCES} nguồn.")
    source = NewsSource.objects.create(
        outlet=outlet.strip(),
        rhythm=rhythm,
        url=url.strip(),
        host=host,
        inside=inside,
        minutes=minutes,
        terms=terms.strip(),
        by_id=user_id,
        at=now,
        next_at=now,
    )
    record(NewsSourceRegistered(source_id=source.pk, minutes=minutes), by=by, at=now)
    return source


@transaction.atomic
def change_source(
    *,
    source: NewsSource,
    outlet: str,
    rhythm: str,
    minutes: int,
    active: bool,
    inside: bool,
    month_first: bool,
    terms: str,
    by: Actor,
    now: datetime,
) -> None:
    """A name that was mistyped, another pace, other terms, read or not; what is switched on is asked for the whole at the next
    turn, also where the outlet has nothing new: what was left out before may count now.

    Raises: PressForbidden, EntryRefused.
    """
    check_can_steer_news(by, local(now).date())
    _check_words(outlet, rhythm, minutes, terms)
    row = NewsSource.objects.select_for_update().get(pk=source.pk)
    row.minutes, row.active, row.inside, row.month_first = minutes, active, inside, month_first
    row.outlet, row.rhythm, row.terms = outlet.strip(), rhythm, terms.strip()
    row.next_at, row.etag, row.modified = now, "", ""
    row.save()
    record(NewsSourceChanged(source_id=row.pk, minutes=minutes, active=active), by=by, at=now)
