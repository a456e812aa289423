"""Invented requests for information over the year before the opening day, and the lists of what is public (minh họa), by the deeds of officers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from tinhso.casework.bulk import office_calendar_id, work_calendar
from tinhso.citizen.public import (
    Asker,
    InformationRequest,
    PublicInformation,
    WantedInformation,
    accept_request,
    answer_request,
    answering_agencies,
    enter_public_information,
    extend_request,
    notify_costs,
    publish_information,
    refuse_request,
    send_request,
    withhold_information,
)
from tinhso.demo.cast import SINCE
from tinhso.demo.onestop.teams import Teams
from tinhso.demo.people import name
from tinhso.kernel.people.public import SYSTEM, Actor, Agency, Post, User, actor_of
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.legal_time.working_time import WorkCalendar

Channel, Delivery, Weight = (
    InformationRequest.Channel,
    InformationRequest.Delivery,
    InformationRequest.Weight,
)
Kind = PublicInformation.Kind
AGENCIES = ("so-tttt", "ubnd-huyen-392", "ubnd-xa-15271", "so-xd", "so-khcn")


@dataclass(frozen=True)
class Story:
    """One request: so many days before the opening, to which of the agencies, and how far it goes."""

    before: int
    agency: int
    channel: InformationRequest.Channel
    delivery: InformationRequest.Delivery
    weight: InformationRequest.Weight
    subject: str
    answer: str
    after: int = 2  # working days until the answer
    end: str = "published"  # withheld, refused, accepted, received
    ground: str = ""
    extended: bool = False
    cost: int | None = None


STORIES = (
    Story(
        300,
        0,
        Channel.PAGE,
        Delivery.ELECTRONIC,
        Weight.SIMPLE,
        "Kế hoạch chuyển đổi số của tỉnh trong năm",
        "Kế hoạch đã ban hành; toàn văn đăng trên trang của sở (minh họa).",
    ),
    Story(
        240,
        1,
        Channel.POST,
        Delivery.POST,
        Weight.COMPLEX,
        "Danh sách tuyến đường huyện được sửa chữa trong ba năm",
        "Huyện đã tổng hợp danh sách theo từng năm, gửi bản sao qua bưu chính (minh họa).",
        after=9,
        cost=24_000,
    ),
    Story(
        200,
        2,
        Channel.COUNTER,
        Delivery.READ,
        Weight.SIMPLE,
        "Quy ước của thôn về hương ước, đóng góp",
        "Người yêu cầu đã đọc tại trụ sở (minh họa).",
        after=1,
        end="withheld",
    ),
    Story(
        150,
        0,
        Channel.EMAIL,
        Delivery.ELECTRONIC,
        Weight.COMPLEX,
        "Chi phí thuê máy chủ của tỉnh theo năm",
        "Số chi theo năm gửi kèm; phần cấu hình an toàn thông tin không cung cấp (minh họa).",
        after=16,
        ground="khong-duoc-tiep-can",
        extended=True,
    ),
    Story(
        110,
        0,
        Channel.PAGE,
        Delivery.ELECTRONIC,
        Weight.SIMPLE,
        "Danh mục bộ dữ liệu mở của tỉnh",
        "Danh mục đăng tại trang Dữ liệu mở của tỉnh (minh họa).",
        end="refused",
        ground="da-cong-khai",
    ),
    Story(
        70,
        1,
        Channel.POST,
        Delivery.COPY,
        Weight.COMPLEX,
        "Báo cáo quyết toán chợ huyện",
        "Bản sao báo cáo để tại bộ phận văn thư của huyện (minh họa).",
        after=19,
    ),
    Story(
        9,
        0,
        Channel.PAGE,
        Delivery.ELECTRONIC,
        Weight.COMPLEX,
        "Số trạm phát sóng theo xã và lộ trình xóa vùng lõm",
        "",
        end="accepted",
        cost=0,
    ),
    Story(
        1,
        0,
        Channel.PAGE,
        Delivery.ELECTRONIC,
        Weight.SIMPLE,
        "Kết quả khảo sát hài lòng về giải quyết thủ tục",
        "",
        end="received",
    ),
)
LISTED = (
    ("van-ban", Kind.PAGE, "Thủ tục hành chính và quy trình giải quyết (minh họa)", "/thu-tuc/"),
    ("du-thao", Kind.PAGE, "Dự thảo văn bản đang lấy ý kiến (minh họa)", "/du-thao/"),
    ("to-chuc", Kind.PAGE, "Chức năng, địa chỉ, giờ làm việc (minh họa)", "/danh-ba/"),
    ("bao-cao", Kind.DATASET, "Số liệu của ngành, có nguồn (minh họa)", "/so-lieu/"),
    ("dau-moi", Kind.PAGE, "Đầu mối tiếp nhận yêu cầu cung cấp thông tin (minh họa)", "/tiep-can-thong-tin/"),
    ("thue-phi", Kind.PAGE, "Phí, lệ phí theo từng thủ tục (minh họa)", "/thu-tuc/"),
)
OTHERS = (
    *(one for one in LISTED if one[0] != "du-thao"),
    ("huong-dan", Kind.PAGE, "Hướng dẫn từng việc (minh họa)", "/huong-dan/"),
    ("ke-hoach", Kind.PAGE, "Kế hoạch, chương trình của ngành (minh họa)", "/so-lieu/ke-hoach/"),
    ("loi-ich-cong", Kind.PAGE, "Cảnh báo đến người dân (minh họa)", "/canh-bao/"),
)
LEAST_LISTED = 2


@dataclass
class Desk:
    """The agencies that answer, who works there, the working days and the cast's citizen."""

    teams: Teams
    agencies: Sequence[Agency]
    calendar: WorkCalendar
    rng: Random
    citizen: User | None
    now: datetime

    def examiner(self, agency: Agency) -> Actor:
        return self.teams.actor(agency, Examiner)

    def later(self, at: datetime, days: int) -> datetime:
        """So many working days on, in the morning; never after the opening moment."""
        day = at.date()
        for _ in range(days):
            day = self.calendar.working_day_from(day + timedelta(days=1))
        return min(self.calendar.opening(day) + timedelta(hours=2), self.now)


def create_information(*, now: datetime) -> int:
    """Eight requests in several states, and the lists of the agencies. Returns how many requests."""
    if InformationRequest.objects.exists():
        return 0
    desk = the_desk(now)
    if not desk.agencies:
        return 0
    stories = [one for one in STORIES if now.date() - timedelta(days=one.before) >= SINCE]
    for story in stories:
        play(story, desk)
    fill_lists(desk)
    return len(stories)


def the_desk(now: datetime) -> Desk:
    rng = Random(13022018)  # noqa: S311 - invents
    first = max(now.date() - timedelta(days=STORIES[0].before), SINCE)
    then = Agency.objects.on(first).filter(code__in=AGENCIES).values("code")
    there = {one.code: one for one in Agency.objects.on(now.date()).filter(code__in=then)}
    agencies = [there[code] for code in AGENCIES if code in there]
    calendar = work_calendar(office_calendar_id(agencies[0].pk if agencies else None, now.date()))
    citizen = User.objects.filter(username="an", person__isnull=False).first()
    return Desk(Teams(now.date(), SINCE, rng, now), agencies, calendar, rng, citizen, now)


def play(story: Story, desk: Desk) -> None:
    day = desk.calendar.working_day_from(desk.now.date() - timedelta(days=story.before))
    at = min(desk.calendar.opening(day) + timedelta(minutes=50), desk.now)
    agency = desk.agencies[story.agency % len(desk.agencies)]
    by = desk.examiner(agency)
    if not Post.objects.on(at.date()).with_role(Examiner.code).filter(agency=agency).exists():
        return  # nobody answered there yet
    request = send(story, agency, by, at, desk)
    case, first = request.case, min(at + timedelta(hours=2), desk.now)
    if story.end == "received":
        return
    if story.end == "refused":
        words = {"ground": story.ground, "text": story.answer}
        refuse_request(request=request, ver=case.ver, by=by, now=desk.later(at, story.after), **words)
        return
    accept_request(request=request, ver=case.ver, weight=story.weight, by=by, now=first)
    if story.cost is not None:
        notify_costs(
            request=request,
            ver=case.ver,
            cost=story.cost,
            words="Sao, gửi bưu chính." if story.cost else "",
            day=desk.calendar.working_day_from(first.date() + timedelta(days=12)),
            by=by,
            now=first,
        )
    if story.extended:
        extend_request(
            request=request, ver=case.ver, days=5, reason="Phải tập hợp từ nhiều phòng.", by=by, now=first
        )
    if story.end != "accepted":
        answer(story, request, by, desk.later(first, story.after), desk)


def send(story: Story, agency: Agency, by: Actor, at: datetime, desk: Desk) -> InformationRequest:
    """The citizen of the cast where it is under way, else somebody without an account."""
    citizen = desk.citizen if story.end == "accepted" else None
    person = citizen.person if citizen else None
    phone = f"09{desk.rng.randint(0, 99_999_999):08}"
    full_name = person.full_name if person else name(desk.rng)
    sender = actor_of(citizen, on=at.date()) if citizen else by
    return send_request(
        asker=Asker(full_name, phone, address="Địa chỉ mô phỏng", person=person),
        wanted=WantedInformation(story.subject, f"{story.subject} (mô phỏng).", story.delivery),
        agency=agency,
        client_key=UUID(int=desk.rng.getrandbits(128), version=4),
        channel=story.channel,
        by=SYSTEM if story.channel == Channel.PAGE and not citizen else sender,
        now=at,
    )


def answer(story: Story, request: InformationRequest, by: Actor, at: datetime, desk: Desk) -> None:
    part = {"ground": story.ground, "ground_text": "Cấu hình an toàn thông tin."} if story.ground else {}
    case = request.case
    answer_request(request=request, ver=case.ver, answer=story.answer, by=by, now=at, **part)
    later = desk.later(at, 1)
    if story.end == "withheld":
        reason = "Chỉ liên quan đến người yêu cầu."
        withhold_information(request=request, ver=case.ver, reason=reason, by=by, now=later)
        return
    question = f"{story.subject}?"
    publish_information(
        request=request, ver=case.ver, question=question, answer=story.answer, by=by, now=later
    )


def fill_lists(desk: Desk) -> None:
    """What the agencies of the stories, the other departments and the districts have published of their lists: none the whole."""
    for n, agency in enumerate(desk.agencies[:3]):
        _fill_list(agency, LISTED[: len(LISTED) - 2 * n], desk)
    answering = answering_agencies(desk.now.date())
    levels = [Agency.Level.PROVINCE, Agency.Level.DISTRICT]
    named = [agency.pk for agency in desk.agencies]
    for agency in answering.filter(level__in=levels).exclude(pk__in=named).order_by("sort_key", "pk"):
        many = desk.rng.randint(LEAST_LISTED, len(OTHERS) - 1)
        chosen = desk.rng.sample(OTHERS, many)
        _fill_list(agency, [one for one in OTHERS if one in chosen], desk)


def _fill_list(
    agency: Agency, entries: Sequence[tuple[str, PublicInformation.Kind, str, str]], desk: Desk
) -> None:
    for item, kind, title, link in entries:
        if item == "du-thao" and agency.kind != Agency.Kind.DEPARTMENT:
            continue
        enter_public_information(
            year=desk.now.year,
            item=item,
            kind=kind,
            title=title,
            link=link,
            published_on=listed_on(desk.now.date()),
            by=desk.examiner(agency),
            now=desk.now,
        )


def listed_on(today: date) -> date:
    """In the middle of January; a demo that is loaded before says today."""
    return min(date(today.year, 1, 15), today)
