from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import OutletArticle, PressIssue
from tinhso.press.questions.events import OutletArticleAdded
from tinhso.press.questions.permissions import check_can_enter_issue

MOST = 30


@transaction.atomic
def add_outlet_article(
    *,
    issue: PressIssue,
    outlet: str,
    rhythm: str,
    title: str,
    url: str,
    day: date,
    by: Actor,
    now: datetime,
) -> OutletArticle:
    """One more article of an outlet about the issue; the same address twice is one.

    Raises: PressForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_enter_issue(by, today)
    if not 2 <= len(outlet.strip()) <= 120:
        raise EntryRefused("outlet", "Ghi tên báo từ 2 đến 120 ký tự.")
    if not 3 <= len(title.strip()) <= 300:
        raise EntryRefused("title", "Ghi tên bài từ 3 đến 300 ký tự.")
    if not url.startswith("https://") or len(url) > 300 or any(sign in url for sign in " <>\"'"):
        raise EntryRefused("url", "Địa chỉ bài báo bắt đầu bằng https://, dài nhất 300 ký tự.")
    if rhythm not in OutletArticle.Rhythm.values:
        raise EntryRefused("rhythm", "Chọn loại báo trong danh sách.")
    if day > today or day < today - timedelta(days=3660):
        raise EntryRefused("day", "Ngày đăng bài phải ở quá khứ, trong mười năm.")
    if issue.outlet_articles.count() >= MOST:
        raise EntryRefused("url", f"Một vấn đề có nhiều nhất {MOST} bài báo.")
    row, first = OutletArticle.objects.get_or_create(
        issue=issue,
        url=url,
        defaults={"outlet": outlet.strip(), "rhythm": rhythm, "title": title.strip(), "day": day},
    )
    if first:
        record(OutletArticleAdded(case_id=issue.case_id, outlet_article_id=row.pk), by=by, at=now)
    return row
