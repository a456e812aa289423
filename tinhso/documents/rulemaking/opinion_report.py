"""The lines of the report of opinions (bảng tổng hợp, tiếp thu, giải trình ý kiến): by paragraph, comments answered alike together."""

from collections.abc import Iterator

from tinhso.documents.models import CommentAnswer, Consultation, PublicComment
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.lib.dates import local, vn_date

LONGEST_EXAMPLE = 300
LONGEST_REASON = 1500
WHOLE = "Cả dự thảo"


def report_lines(consultation: Consultation) -> list[str]:
    """The paragraphs of the report, the texts of comments as they are published. One query."""
    labels = {one.number: one.label for one in paragraphs_of(consultation.version)}
    rows = consultation.comments.select_related("answer").order_by("paragraph", "answer", "pk")
    groups: dict[tuple[int, int], list[PublicComment]] = {}
    for one in rows:
        groups.setdefault((one.paragraph, one.answer_id or 0), []).append(one)
    return [*_head(consultation, sum(map(len, groups.values()))), *_groups(groups, labels)]


def _head(consultation: Consultation, total: int) -> Iterator[str]:
    opened, closes = consultation.opened_at, consultation.closes_on
    assert opened is not None and closes is not None
    yield (
        f"Dự thảo được đăng để lấy ý kiến từ ngày {vn_date(local(opened).date())} đến hết ngày {vn_date(closes)}"
        f" (mã {consultation.case.code}). Có {total} góp ý, được tổng hợp như sau:"
    )


def _groups(groups: dict[tuple[int, int], list[PublicComment]], labels: dict[int, str]) -> Iterator[str]:
    for n, ((paragraph, _answer), comments) in enumerate(groups.items(), 1):
        answer = comments[0].answer
        place = labels.get(paragraph, WHOLE)
        yield f"{n}. {place}: {len(comments)} góp ý. {_example(comments)} {_outcome(answer)}"


def _example(comments: list[PublicComment]) -> str:
    """What is said, by the first that everybody reads; what is hidden is counted and not repeated."""
    shown = next((one for one in comments if one.state == PublicComment.State.SHOWN), None)
    if shown is None:
        return "Nội dung không đăng."
    words = " ".join(shown.text.split())
    return f"“{words[:LONGEST_EXAMPLE]}{'...' if len(words) > LONGEST_EXAMPLE else ''}”"


def _outcome(answer: CommentAnswer | None) -> str:
    if answer is None:
        return "Chưa trả lời."
    words = " ".join(answer.text.split())
    return f"{CommentAnswer.Decision(answer.decision).label}: {words[:LONGEST_REASON]}"
