"""Invented registers of digital infrastructure: operators with their tables, points entered by hand, villages without signal."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count
from django.db.models.functions import TruncMonth

from tinhso.citizen.bulk import Report
from tinhso.demo.cast import SINCE
from tinhso.demo.onestop.teams import Teams
from tinhso.indicators.public import (
    ItemKind,
    ItemWords,
    NetworkOperator,
    Signal,
    SignalVillage,
    check_signal,
    confirm_signal,
    enter_item,
    enter_operator,
    enter_village,
    import_table,
    receive_table,
    signal_report_category,
    sum_signal_reports,
)
from tinhso.kernel.files.public import Kind, StoredFile, UploadRules, store_upload
from tinhso.kernel.people.public import SYSTEM, Actor, Agency
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.places.public import AdminUnit, places_of_day
from tinhso.kernel.site.clock import HANOI

FOCAL = {"so-tttt": date(2020, 1, 1), "so-khcn": date(2025, 3, 1)}  # and since when it is
OPERATORS = {
    "mang-song-ma": "Viễn thông Sông Mã (minh họa)",
    "mang-lam-kinh": "Viễn thông Lam Kinh (minh họa)",
    "buu-dien": "Bưu điện tỉnh (minh họa)",
}
RULES = UploadRules(allow=frozenset({Kind.CSV, Kind.TXT}), max_files=100)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
STATIONS = "Mã trạm;Tên trạm;Mã xã;Công nghệ;Dùng chung;Ngày sử dụng;Vĩ độ;Kinh độ"
FIBRE = "Mã tuyến;Tên tuyến;Mã xã;Số thôn;Chiều dài (km);Ngày sử dụng"
TECHNOLOGIES = ("2G/3G/4G", "4G", "3G/4G", "4G/5G", "2G/4G")
UPLAND = ("14845", "15060")  # codes of communes in the west
COMMUNES = 80  # that have rows; about so many
NOT_UNDERSTOOD = ("SM-9001;Trạm thử;99999;4G;Có;;;", "SM-9002;Trạm thử;;7G;Có;31/31/2023;;")
VILLAGES = (
    "Bản Pù Mẹo",
    "Bản Khe Lạnh",
    "Bản Nà Ngoài",
    "Bản Suối Đá",
    "Thôn Đồi Chè",
    "Bản Co Hai",
    "Bản Pom Lau",
    "Bản Hón Trên",
    "Bản Tà Xanh",
    "Thôn Gò Dâu",
)
DONE = {0: 110, 1: 170, 2: 230, 3: 290, 4: 350}  # village -> days until there was signal; the last one late


def create_infrastructure(*, now: datetime) -> None:
    """After the reports of citizens, which the list of villages sums."""
    found = Agency.objects.on(now.date()).filter(code__in=FOCAL)
    agency = sorted(found, key=lambda one: FOCAL[one.code])[0]
    teams = Teams(now.date(), SINCE, Random(885), now)  # noqa: S311 - invents names
    by = teams.actor(agency, Examiner)
    operators = {code: _operator(code, name, by, now) for code, name in OPERATORS.items()}
    every = list(AdminUnit.objects.on(now.date()).communes().order_by("code"))
    communes = every[:: max(1, len(every) // COMMUNES)]
    _tables(operators, communes, by, now)
    _points(operators, communes, by, now)
    _villages(operators, [one for one in every if UPLAND[0] <= one.code <= UPLAND[1]], agency, teams, now)
    _sum_reports(now)


def _operator(code: str, name: str, by: Actor, now: datetime) -> NetworkOperator:
    return enter_operator(code=code, name=name, begins=date(2019, 1, 1), ends=None, by=by, now=now)


def _tables(
    operators: dict[str, NetworkOperator], communes: Sequence[AdminUnit], by: Actor, now: datetime
) -> None:
    """Three imported as of the end of the last year; a newer one is read and waits, with lines that nobody understands."""
    first, second = operators["mang-song-ma"], operators["mang-lam-kinh"]
    day, newest = date(now.year - 1, 12, 31), now.date() - timedelta(days=5)
    points = _points_of(now.date())
    known = [_station("SM", n, unit, points) for n, unit in enumerate(communes)]
    known += [
        _station("SM", 500 + 4 * n + more, unit, points)
        for n, unit in enumerate(communes)
        for more in range(n % 4)
    ]
    others = [_station("LK", n, unit, points) for n, unit in enumerate(communes[1::2])]
    sent: list[tuple[NetworkOperator, str, list[str], date]] = [
        (first, ItemKind.STATION, [STATIONS, *known], day),
        (second, ItemKind.STATION, [STATIONS, *others], day),
        (first, ItemKind.FIBRE, [FIBRE, *(_fibre(n, unit) for n, unit in enumerate(communes[::2]))], day),
    ]
    for operator, kind, lines, as_of in sent:
        file = _file("\n".join(lines).encode(), "bang-mo-phong.csv", by, now)
        table = receive_table(kind=kind, operator=operator, as_of=as_of, file=file, by=by, now=now)
        import_table(table=table, by=by, now=now)
    changed = [line.replace("2G/3G/4G", "3G/4G/5G") for line in known[3:]]
    lines = [STATIONS, *changed, _station("SM", 990, communes[2], points), *NOT_UNDERSTOOD]
    file = _file("\n".join(lines).encode(), "bang-moi-mo-phong.csv", by, now)
    receive_table(kind=ItemKind.STATION, operator=first, as_of=newest, file=file, by=by, now=now)


def _file(content: bytes, name: str, by: Actor, now: datetime) -> StoredFile:
    kind = "application/pdf" if name.endswith("pdf") else "text/csv"
    rules = None if name.endswith("pdf") else RULES
    return store_upload(SimpleUploadedFile(name, content, kind), by=by, now=now, rules=rules)


def _points_of(day: date) -> dict[int, tuple[float, float]]:
    """Near the middle of each commune: of the area of maps that it is a part of."""
    places = places_of_day(day)
    return {
        pk: (area.lat, area.lon)
        for area in places.areas.units
        for pk in places.before.get(area.unit_id, (area.unit_id,))
    }


def _station(prefix: str, n: int, unit: AdminUnit, points: dict[int, tuple[float, float]]) -> str:
    """In use since some day of the years before; a place near the middle of its commune, where that is known."""
    since = f"{n % 28 + 1:02}/{n % 12 + 1:02}/{2020 + n % 4}"
    position = ";"
    if point := points.get(unit.pk):
        position = f"{point[0] + n % 7 / 500:.6f};{point[1] - n % 5 / 500:.6f}"
    shared = "Có" if n % 3 == 0 else "Không"
    technology = TECHNOLOGIES[n % len(TECHNOLOGIES)]
    return f"{prefix}-{n:04};Trạm {unit.name} (minh họa);{unit.code};{technology};{shared};{since};{position}"


def _fibre(n: int, unit: AdminUnit) -> str:
    since = f"{n % 28 + 1:02}/06/{2019 + n % 5}"
    return f"CQ-{n:04};Tuyến về {unit.name} (minh họa);{unit.code};{n % 9 + 1};{n % 13 + 2},5;{since}"


def _points(
    operators: dict[str, NetworkOperator], communes: Sequence[AdminUnit], by: Actor, now: datetime
) -> None:
    """Post points, points of the state bodies' network and Wi-Fi points, entered by hand."""
    agencies = list(
        Agency.objects.on(now.date()).filter(level="province", kind="department").order_by("code")
    )

    def enter(kind: str, operator: str, code: str, unit: AdminUnit, name: str, **more: object) -> None:
        words = ItemWords(code=code, name=name, place_id=unit.pk, **more)  # type: ignore[arg-type]
        enter_item(kind=kind, operator=operators[operator], words=words, by=by, now=now)

    for n, unit in enumerate(communes[::4]):
        since, name = date(2020 + n % 4, 3, 15), f"Điểm BĐ-VHX {unit.name} (minh họa)"
        more = {
            "internet": n % 4 != 0,
            "hours": "7 giờ đến 17 giờ, thứ Hai đến thứ Bảy",
            "in_use_since": since,
        }
        enter(ItemKind.POST, "buu-dien", f"BD-{n:03}", unit, name, **more)
    for n, agency in enumerate(agencies[:8]):
        more = {"user_agency_id": agency.pk, "bandwidth": 100, "in_use_since": date(2021, n % 12 + 1, 1)}
        enter(ItemKind.STATE, "mang-song-ma", f"CD-{n:03}", communes[0], "Điểm đấu nối (minh họa)", **more)
    for n, unit in enumerate(communes[::14]):
        more = {"hours": "6 giờ đến 22 giờ", "in_use_since": date(2022 + n % 2, 5, 19)}
        enter(ItemKind.WIFI, "mang-lam-kinh", f"WF-{n:03}", unit, "Nhà văn hóa (minh họa)", **more)


def _villages(
    operators: dict[str, NetworkOperator],
    communes: Sequence[AdminUnit],
    agency: Agency,
    teams: Teams,
    now: datetime,
) -> None:
    """Last year's: four covered in time, one late, one still without; the others are to be covered this year."""
    by, head = teams.actor(agency, Examiner), teams.actor(agency, Head)
    asked_operators = [operators["mang-song-ma"], operators["mang-lam-kinh"]]
    for n, name in enumerate(VILLAGES):
        place, operator = communes[(n * 7 + 3) % len(communes)], asked_operators[n % 2]
        week = timedelta(days=7)
        begins = max(date(now.year - 1, 2, 1), FOCAL[agency.code] + week, place.valid.lower + week)
        entered_at = datetime.combine(begins + timedelta(days=n), time(9), HANOI)
        due = date(now.year - 1, 12, 15) if n < 6 else date(now.year, 11, 15 + n)
        village = enter_village(
            place=place,
            name=f"{name} (minh họa)",
            signal=Signal.PATCHY if n % 3 == 0 else Signal.NONE,
            households=25 + 9 * n,
            operator=operator,
            found_on=begins,
            due_on=max(due, begins + timedelta(days=30)),
            client_key=UUID(int=885_000 + n),
            by=by,
            now=min(entered_at, now),
        )
        if n in DONE:
            at = min(entered_at + timedelta(days=DONE[n]), now - timedelta(days=3))
            _cover(village, operator, by, head, at)


def _cover(village: SignalVillage, operator: NetworkOperator, by: Actor, head: Actor, at: datetime) -> None:
    check_signal(
        village=village,
        ver=village.case.ver,
        signal=Signal.COVERED,
        checked_on=at.date(),
        operator=operator,
        text="Đo tại nhà văn hóa và hai hộ xa nhất, gọi và truy cập được (mô phỏng).",
        file=_file(PDF, "bien-ban-mo-phong.pdf", by, at),
        by=by,
        now=at,
    )
    confirm_signal(village=village, ver=village.case.ver, by=head, now=at + timedelta(days=2))


def _sum_reports(now: datetime) -> None:
    """What the receiver would have summed: the year's reports were written by COPY, which nobody hears."""
    code = signal_report_category(now.date())
    rows = Report.objects.filter(category__code=code, commune__isnull=False, merged_into=None)
    grouped = rows.annotate(month=TruncMonth("sent_at", tzinfo=HANOI)).order_by()
    months: dict[date, dict[int, int]] = {}
    for moment, place, n in grouped.values_list("month", "commune").annotate(n=Count("pk")):
        months.setdefault(moment.date(), {})[place] = n
    for month, by_place in sorted(months.items()):
        sum_signal_reports(month=month, by_place=by_place, by=SYSTEM, now=now)
