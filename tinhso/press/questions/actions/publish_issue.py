from datetime import datetime

from django.db import transaction

from tinhso.casework.public import check_can_act, finish_case
from tinhso.kernel.events.public import Actor, commit, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.models import Article, PressIssue
from tinhso.press.questions.events import PressIssueClosed, PressIssuePublished
from tinhso.press.questions.issue_process import PUBLISH, check_public_words, check_step, words_of


@transaction.atomic
def publish_issue(
    *, issue: PressIssue, ver: int, subject: str, answer: str, slug: str, by: Actor, now: datetime
) -> None:
    """Issue and answer for everybody, written without who asked; `slug` is a public article of ours that tells of it.

    Raises: NotYourTurn, Stale, WrongStep, EntryRefused.
    """
    check_can_act(issue.case, by)
    check_step(issue.case, PUBLISH)
    issue.published_subject = words_of("subject", subject, least=3)
    issue.published_answer, issue.published_at = words_of("answer", answer, least=3), now
    check_public_words("subject", issue.published_subject)
    check_public_words("answer", issue.published_answer)
    if slug:
        issue.article = Article.objects.public(now).filter(slug=slug).first()
        if issue.article is None:
            raise EntryRefused("slug", "Không có bài nào đang đăng ở địa chỉ này.")
    finish_case(case=issue.case, ver=ver, by=by, now=now)
    issue.save(update_fields=["published_subject", "published_answer", "published_at", "article"])
    event = PressIssuePublished(
        case_id=issue.case_id,
        answer=commit(bytes(issue.salt), issue.published_answer),
        article_id=issue.article_id,
    )
    record(event, by=by, at=now)


@transaction.atomic
def close_issue(*, issue: PressIssue, ver: int, by: Actor, now: datetime) -> None:
    """The answer stays with whoever asked. Raises: NotYourTurn, Stale, NotSettled."""
    finish_case(case=issue.case, ver=ver, by=by, now=now)
    record(PressIssueClosed(case_id=issue.case_id), by=by, at=now)
