from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import PressIssue
from tinhso.press.questions.actions.add_outlet_article import add_outlet_article
from tinhso.press.questions.issue_process import REPORTED, open_issue
from tinhso.press.questions.permissions import check_can_enter_issue


@transaction.atomic
def enter_issue(
    *,
    origin: str,
    subject: str,
    text: str,
    outlet: str,
    rhythm: str,
    title: str,
    url: str,
    day: date,
    client_key: UUID,
    by: Actor,
    now: datetime,
    begun_at: datetime | None = None,
) -> PressIssue:
    """What an outlet reports of the province, or passes on, with its first article; the clock runs from now. What came by mail
    (`begun_at`) is judged by the rules of the day it came; right and agency are of now.

    Raises: PressForbidden, NoFocalAgency, EntryRefused.
    """
    check_can_enter_issue(by, local(now).date())
    if origin not in REPORTED:
        raise EntryRefused("origin", "Chọn nguồn trong danh sách; câu hỏi của nhà báo gửi ở trang công khai.")
    issue, first = open_issue(
        origin=origin,
        subject=subject,
        text=text,
        client_key=client_key,
        by=by,
        now=begun_at or now,
        desk_on=local(now).date(),
    )
    if first:
        given = {"outlet": outlet, "rhythm": rhythm, "title": title, "url": url, "day": day}
        add_outlet_article(issue=issue, **given, by=by, now=now)  # type: ignore[arg-type]
    return issue
