"""The cast of the demo: who can be become with one click, and the posts they hold before and after the reforms.

All are invented; nobody of the real province is among them. Accounts have no password.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.functional import lazy

from tinhso.demo.colleagues import colleagues, let_deputies_sign, send_on_leave
from tinhso.demo.officers import (
    COMMUNE,
    COMMUNE_DESK,
    DEPARTMENTS_MERGED,
    HA_TRUNG,
    HA_TRUNG_DESK,
    POST_OFFICE,
    SINCE,
    SO_DESK,
    Officer,
    Seat,
)
from tinhso.demo.stories import story_of
from tinhso.kernel.events.public import record
from tinhso.kernel.people.events import PersonIdentified
from tinhso.kernel.people.public import SYSTEM, Agency, CastMember, Person, Post, User, appoint, delegate
from tinhso.kernel.people.roles import (
    Administrator,
    Auditor,
    BroadcastOperator,
    Clerk,
    DataOfficer,
    DeskOfficer,
    Examiner,
    Head,
    PressApprover,
    PressEditor,
    PressSpokesperson,
    PressWriter,
    SecurityCoordinator,
    SecurityOfficer,
    Supervisor,
    SupportDesk,
)
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import desk_name

DESK = "Bộ phận Một cửa"  # in titles; pages and posts have the name of their day
CITIZENS = (
    (
        "an",
        "Lê Thị An",
        "038190000001",
        "0912345678",
        "Người dân: tìm thủ tục, nộp hồ sơ, theo dõi, nhận kết quả",
    ),
    (
        "dung",
        "Phạm Văn Dũng",
        "038190000002",
        "0987654321",
        "Đại diện một doanh nghiệp, ủy quyền cho nhân viên; không xem được hồ sơ của người khác",
    ),
)
OFFICERS = (
    Officer(
        "binh",
        "Nguyễn Thị Bình",
        "Cán bộ Bộ phận Một cửa",
        (DeskOfficer,),
        SO_DESK,
        tries="Nhận hồ sơ bưu chính, in giấy tiếp nhận, trả kết quả",
    ),
    Officer(
        "emi",
        "Trịnh Thị Emi",
        "Chuyên viên",
        (Examiner,),
        POST_OFFICE,
        tries="Thẩm định hồ sơ, yêu cầu bổ sung, dự thảo kết quả",
    ),
    Officer(
        "chi",
        "Hoàng Văn Chi",
        "Phó Giám đốc",
        (Head, PressApprover, PressSpokesperson),
        POST_OFFICE,
        tries="Phân công, duyệt và ký kết quả (KT. Giám đốc); duyệt đăng tin bài; trả lời báo chí",
    ),
    Officer("van", "Lê Thị Văn", "Văn thư", (Clerk,), POST_OFFICE, tries="Vào số, đóng dấu, phát hành"),
    Officer(
        "dao",
        "Lê Thị Đào",
        "Cán bộ phụ trách dữ liệu",
        (DataOfficer,),
        POST_OFFICE,
        tries="Duyệt mô tả, cho phép và công bố dữ liệu mở",
    ),
    Officer(
        "hoa",
        "Đỗ Thị Hoa",
        "Cán bộ Bộ phận Một cửa",
        (DeskOfficer,),
        HA_TRUNG_DESK,
        tries="Nhận hồ sơ cấp giấy phép xây dựng nhà ở",
    ),
    Officer(
        "khanh",
        "Vũ Văn Khánh",
        "Chuyên viên",
        (Examiner,),
        HA_TRUNG,
        tries="Thẩm định hồ sơ nhà ở riêng lẻ",
    ),
    Officer(
        "long",
        "Mai Văn Long",
        "Chủ tịch",
        (Head, PressSpokesperson),
        HA_TRUNG,
        tries="Ký giấy phép (TM. Ủy ban nhân dân); trả lời báo chí",
    ),
    Officer("my", "Bùi Thị My", "Văn thư", (Clerk,), HA_TRUNG, tries="Vào số, đóng dấu, phát hành"),
    Officer(
        "nga",
        "Phạm Thị Nga",
        "Cán bộ Bộ phận Một cửa",
        (DeskOfficer,),
        COMMUNE_DESK,
        tries="Nhận hồ sơ khai sinh, kết hôn, chứng thực ở cấp xã",
    ),
    Officer(
        "thanh",
        "Nguyễn Văn Thanh",
        "Công chức tư pháp - hộ tịch",
        (Examiner,),
        COMMUNE,
        tries="Kiểm tra, xác minh hồ sơ hộ tịch",
    ),
    Officer(
        "loc",
        "Trương Văn Lộc",
        "Chủ tịch",
        (Head,),
        COMMUNE,
        tries="Ký giấy tờ hộ tịch (TM. Ủy ban nhân dân)",
    ),
    Officer(
        "ven",
        "Lê Thị Vẹn",
        "Văn thư, phụ trách đài truyền thanh",
        (Clerk, BroadcastOperator),
        COMMUNE,
        tries="Vào số, đóng dấu, phát hành ở cấp xã; phát và xác nhận bản tin truyền thanh",
    ),
    Officer(
        "phuong",
        "Lê Thị Phương",
        "Trực ban phản ánh hiện trường",
        (DeskOfficer,),
        Seat("van-phong-ubnd"),
        tries="Phân loại, chuyển, duyệt đăng phản ánh; duyệt khóa Open311",
    ),
    Officer(
        "giang",
        "Ngô Thị Giang",
        "Chuyên viên Văn phòng UBND tỉnh",
        (DeskOfficer, Examiner),
        Seat("van-phong-ubnd"),
        tries="Nhận phản ánh, kiến nghị; soạn cảnh báo gửi người dân",
    ),
    Officer(
        "phuc",
        "Tạ Văn Phúc",
        "Phó Chánh Văn phòng",
        (Head,),
        Seat("van-phong-ubnd"),
        tries="Duyệt cảnh báo mức cao nhất",
    ),
    Officer(
        "quynh",
        "Đinh Thị Quỳnh",
        "Chuyên viên Văn phòng UBND tỉnh",
        (Examiner,),
        Seat("van-phong-ubnd"),
        tries="Người thứ hai duyệt cảnh báo mức cao nhất",
    ),
    Officer(
        "ly",
        "Cao Thị Ly",
        "Thanh tra viên",
        (Examiner,),
        Seat("thanh-tra-tinh"),
        tries="Sổ khiếu nại, tố cáo mà cơ quan bị tố cáo không thấy",
    ),
    Officer(
        "thuy",
        "Đặng Thị Thủy",
        "Chuyên viên điều phối an toàn thông tin",
        (SecurityCoordinator,),
        POST_OFFICE,
        tries="Sổ hệ thống, thẩm định hồ sơ cấp độ, kiểm tra bốn lớp, máy của mọi cơ quan",
    ),
    Officer(
        "khoa",
        "Trịnh Văn Khoa",
        "Chuyên viên an toàn thông tin",
        (SecurityOfficer,),
        POST_OFFICE,
        tries="Lập hồ sơ cấp độ cho hệ thống mà sở vận hành",
    ),
    Officer(
        "kien",
        "Lê Trung Kiên",
        "Chuyên viên công nghệ thông tin",
        (SecurityOfficer,),
        HA_TRUNG,
        tries="Hệ thống, máy và đầu mối của cơ quan mình; không thấy của cơ quan khác",
    ),
    Officer(
        "huong",
        "Lưu Thị Hường",
        "Chuyên viên hỗ trợ phần mềm dùng chung",
        (SupportDesk,),
        POST_OFFICE,
        tries="Tiếp nhận, phân loại, khắc phục sự cố phần mềm; sổ lỗi đã biết",
    ),
    Officer(
        "mien",
        "Vi Thị Miên",
        "Chuyên viên, phóng viên cổng tin tức",
        (PressWriter,),
        POST_OFFICE,
        tries="Viết tin bài, chèn con số của tỉnh, gửi biên tập",
    ),
    Officer(
        "lam",
        "Lương Văn Lâm",
        "Chuyên viên, biên tập viên cổng tin tức",
        (PressEditor,),
        POST_OFFICE,
        tries="Biên tập, hẹn giờ, đính chính tin bài; giao, đăng trả lời báo chí",
    ),
    Officer(
        "sau",
        "Bùi Văn Sáu",
        "Phó Chánh Văn phòng",
        (Supervisor,),
        Seat("ubnd-tinh"),
        tries="Theo dõi tiến độ toàn tỉnh, xem số liệu và nguồn của số",
    ),
    Officer(
        "tra",
        "Mai Thị Tra",
        "Thanh tra viên",
        (Auditor,),
        Seat("thanh-tra-tinh"),
        tries="Lần theo một con số đến từng sự kiện và niêm phong",
    ),
    Officer(
        "quan",
        "Vũ Văn Quản",
        "Quản trị hệ thống",
        (Administrator,),
        Seat("ubnd-tinh"),
        tries="Tài khoản, vị trí, lịch làm việc; không xem hồ sơ",
    ),
    Officer(
        "hanh",
        "Đinh Thị Hạnh",
        "Quản trị hệ thống",
        (Administrator,),
        Seat("ubnd-tinh"),
        tries="Người thứ hai: xác nhận vị trí và biểu mẫu mà quản trị kia đề nghị",
    ),
)
# Heads their department and lets Chi sign for him: he is there as the second person.
DIRECTOR = Officer(
    "hai",
    "Trần Văn Hải",
    "Giám đốc",
    (Head,),
    POST_OFFICE,
    tries="Người thứ hai: xác nhận đính chính ngày có kết quả mà Phó Giám đốc đề nghị",
)


def titled(title: str, day: date) -> str:
    """A title with the name that the one-stop desk has on that day."""
    return title.replace(DESK, desk_name(day))


titled_today = lazy(lambda title: titled(title, clock.today()), str)


def members() -> list[CastMember]:
    """The cast as the sign-in page lists it, by the stories in which one meets them."""
    rows = [(username, name, "Người dân", tries) for username, name, _, _, tries in CITIZENS]
    others = [one for one in colleagues() if one.tries]
    rows += [(o.username, o.name, _title_of_day(o.title), o.tries) for o in (*OFFICERS, DIRECTOR, *others)]
    return [CastMember(*one, *story_of(one[0])) for one in rows]


def _title_of_day(title: str) -> str:
    """As pages show it: by the day on which they do."""
    return titled_today(title) if DESK in title else title


@transaction.atomic
def create_cast(*, now: datetime) -> int:
    """Accounts and posts of the cast at the agencies of the province pack; returns how many accounts were made."""
    made = 0
    for username, name, id_number, phone, _ in CITIZENS:
        made += _citizen(username, name, id_number, phone, now)
    for officer in (*colleagues(), DIRECTOR, *OFFICERS):
        made += _officer(officer, now=now)
    if made:
        _let_deputy_sign(now=now)
        let_deputies_sign(now=now)
        send_on_leave(now=now)
    return made


def _citizen(username: str, name: str, id_number: str, phone: str, now: datetime) -> bool:
    if User.objects.filter(username=username).exists():
        return False
    person, _ = Person.objects.get_or_create(
        kind=Person.Kind.CITIZEN, id_number=id_number, defaults={"full_name": name, "phone": phone}
    )
    user = User.objects.create_user(username, full_name=name, person=person, identity_level=2)
    record(PersonIdentified(user=user.pk, person=person.pk, level=2), by=SYSTEM, at=now)
    return True


def _officer(officer: Officer, *, now: datetime) -> bool:
    if User.objects.filter(username=officer.username).exists():
        return False
    user = User.objects.create_user(officer.username, full_name=officer.name)
    seat = officer.seat
    spans = [(seat.agency, SINCE, seat.moves)]
    if seat.moves:
        spans.append((seat.later, seat.moves, None))
    for code, starts, ends in spans:
        appoint(
            user,
            Agency.objects.on(starts).get(code=code),
            title=titled(officer.title, starts if ends else max(starts, now.date())),
            roles=[role.code for role in officer.roles],
            starts=starts,
            ends=ends,
            by=SYSTEM,
            now=now,
        )
    return True


def _let_deputy_sign(*, now: datetime) -> None:
    """The director lets the deputy sign KT., before and after the reform; each with its own paper."""
    for day, ends, paper in (
        (SINCE, DEPARTMENTS_MERGED, "QĐ phân công Ban Giám đốc Sở TT&TT (mô phỏng)"),
        (DEPARTMENTS_MERGED, None, "QĐ phân công Ban Giám đốc Sở KH&CN (mô phỏng)"),
    ):
        delegate(
            Post.objects.on(day).get(user__username=DIRECTOR.username),
            Post.objects.on(day).get(user__username="chi"),
            capacity="KT.",
            starts=day,
            ends=ends,
            source=paper,
            by=SYSTEM,
            now=now,
        )
