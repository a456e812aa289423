"""What people of the demo asked about its open data, and what they built with it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from tinhso.kernel.people.public import Post, User, actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.opendata.public import (
    DataQuestion,
    Dataset,
    answer_question,
    ask_data,
    propose_reuse,
    publish_answer,
    publish_reuse,
    refuse_question,
)

OFFICER = "dao"


@dataclass(frozen=True)
class PlannedQuestion:
    """`days` ago; answered after so many days, refused, or (None) still waiting. Without `words` about no dataset."""

    who: str
    days: int
    words: str
    subject: str
    text: str
    after: int | None = None
    answer: str = ""
    refused: bool = False


QUESTIONS = (
    PlannedQuestion(
        "an",
        40,
        "chuyen-doi-don-vi",
        "Mã xã cũ và mã xã mới",
        "Bảng này có cho biết một xã cũ được chia vào những xã mới nào không?",
        6,
        "Có. Mỗi dòng là một cặp xã cũ, xã mới; xã bị chia có nhiều dòng. Cột tỷ lệ để trống khi chưa có số liệu chia.",
    ),
    PlannedQuestion(
        "an",
        60,
        "ho-chua",
        "Dung tích tính theo đơn vị nào",
        "Cột dung tích là nghìn hay triệu mét khối?",
        31,
        "Triệu mét khối. Chúng tôi đã ghi đơn vị vào phần mô tả từ phiên bản sau.",
    ),
    PlannedQuestion(
        "dung",
        30,
        "",
        "Xin dữ liệu lưu lượng xe trên quốc lộ 1",
        "Tôi cần số lượt xe theo giờ trong năm 2023 để làm khóa luận.",
        9,
        "Số đếm xe trên quốc lộ do Cục Đường bộ Việt Nam quản lý; xin gửi yêu cầu tới cơ quan đó.",
        refused=True,
    ),
    PlannedQuestion(
        "dung", 4, "tram-y-te", "Giờ làm việc của trạm y tế", "Có thể thêm cột giờ mở cửa không?"
    ),
    PlannedQuestion(
        "an", 1, "", "Dữ liệu điểm sạc xe điện", "Tỉnh có danh sách điểm sạc xe điện để mở không?"
    ),
)
REUSE = (
    ("Bản đồ trạm y tế gần nhà (mô phỏng)", "tram-y-te", "Chọn xã, xem trạm y tế và đường đi.", True),
    ("Tra xã cũ, xã mới (mô phỏng)", "chuyen-doi-don-vi", "Gõ tên xã trước năm 2025, xem xã hiện nay.", True),
    ("Hồ chứa gần nhà (mô phỏng)", "ho-chua", "Chọn xã, xem hồ chứa gần nhất.", False),
)


def fill_asked(*, now: datetime) -> int:
    """Once; returns how many questions there are. Data officers answer as the rules of the day have it."""
    officer = User.objects.filter(username=OFFICER).first()
    if officer is None or DataQuestion.objects.exists():
        return 0
    done = sum(_play_question(place, one, officer, now) for place, one in enumerate(QUESTIONS))
    for place, (title, words, text, shown) in enumerate(REUSE):
        _play_reuse(place, (title, words, text), officer if shown else None, now - timedelta(days=20 - place))
    return done


def _dataset(words: str) -> Dataset | None:
    return (
        Dataset.objects.filter(state="open", slug__contains=words).order_by("pk").first() if words else None
    )


def _citizen(username: str) -> User | None:
    """The named citizen, else any other of the cast."""
    people = User.objects.filter(person__isnull=False).order_by("pk")
    return people.filter(username=username).first() or people.first()


def _play_question(place: int, one: PlannedQuestion, officer: User, now: datetime) -> int:
    user, at = _citizen(one.who), now - timedelta(days=one.days)
    dataset = _dataset(one.words)
    if user is None or (one.words and dataset is None):
        return 0
    by = actor_of(user, on=at.date())
    key = uuid5(NAMESPACE_URL, f"demo-data-question-{place}")
    question = ask_data(dataset=dataset, subject=one.subject, text=one.text, client_key=key, by=by, now=at)
    if one.after is not None:
        _answered(question, one, officer, at + timedelta(days=one.after))
    return 1


def _answered(question: DataQuestion, one: PlannedQuestion, officer: User, at: datetime) -> None:
    by = actor_of(_answering(question, officer, at.date()), on=at.date())
    if one.refused:
        reason = DataQuestion.Refusal.NOT_HELD
        refuse_question(
            question=question, ver=question.case.ver, reason=reason, text=one.answer, by=by, now=at
        )
        return
    answer_question(question=question, ver=question.case.ver, answer=one.answer, by=by, now=at)
    question.case.refresh_from_db()
    publish_answer(question=question, ver=question.case.ver, asked=one.text, answer=one.answer, by=by, now=at)


def _answering(question: DataQuestion, officer: User, day: date) -> User:
    """The data officer of the agency that has to answer; Đào where that is hers."""
    posts = Post.objects.on(day).with_role(DataOfficer.code).filter(agency=question.case.agency_id)
    is_hers = posts.filter(user=officer).exists()
    first = posts.select_related("user").order_by("pk").first()
    return officer if is_hers or first is None else first.user


def _play_reuse(place: int, question: tuple[str, str, str], officer: User | None, at: datetime) -> None:
    title, words, text = question
    dataset, user = _dataset(words), _citizen("an")
    if dataset is None or user is None:
        return
    reuse = propose_reuse(
        title=title,
        url=f"https://ung-dung-{place + 1}.example.vn/",
        description=text,
        datasets=[dataset],
        client_key=uuid5(NAMESPACE_URL, f"demo-data-reuse-{place}"),
        by=actor_of(user, on=at.date()),
        now=at,
    )
    if officer:
        by = actor_of(officer, on=at.date())
        publish_reuse(reuse=reuse, ver=reuse.case.ver, by=by, now=at + timedelta(hours=5))
