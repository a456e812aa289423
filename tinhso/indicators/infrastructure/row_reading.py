"""A row of a table or a form as words and numbers: what is not understood is said column by column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tinhso.indicators.infrastructure.columns import COLUMNS, NEEDED
from tinhso.indicators.models import TECHNOLOGIES, ItemKind
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.dates import in_reach
from tinhso.lib.forms.numbers import NotANumber, read_number
from tinhso.lib.language.vietnamese import fold

MOST_VILLAGES, MOST_KILOMETRES, MOST_BANDWIDTH = 100, 10_000, 1_000_000
NORTH, SOUTH, EAST, WEST = Decimal(24), Decimal(8), Decimal(111), Decimal(102)
YES = {"co": True, "x": True, "1": True, "true": True, "yes": True}
NO = {"khong": False, "0": False, "false": False, "no": False}
NO_DEGREES = "Ô tọa độ không phải độ thập phân, ví dụ 19,807."
DAY_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


class NotUnderstood(ValueError):
    """A cell that says nothing that its column can hold; the words are for the screen."""


class RowRefused(ValueError):
    """A row that cannot be entered: pairs of a column's key and the reason."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(words for _, words in problems))
        self.problems = problems


@dataclass(frozen=True)
class ItemWords:
    """What a row says, by the columns of `InfrastructureItem`; the position stands apart."""

    code: str
    name: str
    place_id: int
    village: str = ""
    in_use_since: date | None = None
    until: date | None = None
    technologies: tuple[str, ...] = ()
    shared: bool | None = None
    villages: int | None = None
    kilometres: Decimal | None = None
    internet: bool | None = None
    hours: str = ""
    user_agency_id: int | None = None
    bandwidth: int | None = None
    position: tuple[Decimal, Decimal] | None = None


class RowReader:
    """Reads rows of one register that tell of one day. Two queries when it is made."""

    def __init__(self, kind: str, day: date) -> None:
        self.kind, self.day = kind, day
        communes = list(AdminUnit.objects.on(day).communes().only("pk", "code", "name"))
        self.by_code = {one.code: one.pk for one in communes}
        self.by_name: dict[str, list[int]] = {}
        for one in communes:
            self.by_name.setdefault(fold(one.name), []).append(one.pk)
        agencies = Agency.objects.on(day).values_list("code", "pk") if kind == ItemKind.STATE else ()
        self.agencies = dict(agencies)

    def read(self, cells: Mapping[str, str]) -> ItemWords:
        """Raises: RowRefused with every reason."""
        problems: list[tuple[str, str]] = []
        found: dict[str, Any] = {}
        for column in COLUMNS[self.kind]:
            text = cells.get(column.key, "").strip()
            try:
                if not text and column.key in NEEDED[self.kind]:
                    raise NotUnderstood(f"Thiếu {str(column.label).lower()}.")
                if len(text) > column.longest:
                    raise NotUnderstood(f"{column.label} dài quá {column.longest} ký tự.")
                if any(not (letter.isprintable()) for letter in text):
                    raise NotUnderstood(f"{column.label} có ký tự không đọc được.")
                if text and column.key in READERS:
                    found[column.key] = READERS[column.key](text)
                elif text:
                    found[column.key] = text
            except NotUnderstood as refused:
                problems.append((column.key, str(refused)))
        words = self._placed(found, problems)
        if problems:
            raise RowRefused(problems)
        return ItemWords(**words)

    def _placed(self, found: dict[str, Any], problems: list[tuple[str, str]]) -> dict[str, Any]:
        """With the ids of commune and agency and the position as one, and days that fit each other."""
        words = dict(found)
        code, name = words.pop("commune", ""), words.pop("commune_name", "")
        seats = self._communes(code, name)
        if len(seats) == 1:
            words["place_id"] = seats[0]
        elif not problems or not any(key.startswith("commune") for key, _ in problems):
            problems.append(("commune", _commune_words(code, name, len(seats))))
        if agency := words.pop("user_agency", ""):
            words["user_agency_id"] = self.agencies.get(agency)
            if words["user_agency_id"] is None:
                problems.append(("user_agency", f"Không có cơ quan mã “{agency}” vào ngày của bảng."))
        lat, lon = words.pop("lat", None), words.pop("lon", None)
        if lat is not None and lon is not None:
            words["position"] = (lat, lon)
            if not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
                problems.append(("lat", "Tọa độ nằm ngoài Việt Nam; có thể vĩ độ và kinh độ đổi chỗ."))
        elif (lat is None) != (lon is None) and not any(key in ("lat", "lon") for key, _ in problems):
            problems.append(("lat", "Ghi cả vĩ độ và kinh độ, hoặc để trống cả hai."))
        self._check_days(words, problems)
        return words

    def _communes(self, code: str, name: str) -> list[int]:
        if code:
            found = self.by_code.get(code.zfill(5)) or self.by_code.get(code)
            return [found] if found else []
        return self.by_name.get(fold(name), []) if name else []

    def _check_days(self, words: dict[str, Any], problems: list[tuple[str, str]]) -> None:
        begins, ends = words.get("in_use_since"), words.get("until")
        if begins and begins > self.day:
            problems.append(("in_use_since", "Ngày đưa vào sử dụng ở sau ngày của bảng."))
        if ends and ends > self.day:
            problems.append(("until", "Ngày ngừng ở sau ngày của bảng."))
        if begins and ends and ends < begins:
            problems.append(("until", "Ngày ngừng ở trước ngày đưa vào sử dụng."))


def _commune_words(code: str, name: str, many: int) -> str:
    if code:
        return f"Không có xã mã “{code}” vào ngày của bảng."
    if many:
        return f"Có {many} xã tên “{name}”; hãy ghi mã xã."
    return f"Không có xã tên “{name}” vào ngày của bảng." if name else "Thiếu mã xã hoặc tên xã."


def _day(text: str) -> date:
    for form in DAY_FORMS:
        try:
            day = datetime.strptime(text.removesuffix(" 00:00:00"), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if in_reach(day):
            return day
    raise NotUnderstood(f"“{text}” không phải ngày dạng 31/12/2023.")


def _yes_or_no(text: str) -> bool:
    found = (YES | NO).get(fold(text))
    if found is None:
        raise NotUnderstood(f"“{text}” không rõ là Có hay Không.")
    return found


def _technologies(text: str) -> tuple[str, ...]:
    parts = text.upper().replace("/", " ").replace(",", " ").replace(";", " ").replace("+", " ").split()
    if strange := [part for part in parts if part not in TECHNOLOGIES]:
        raise NotUnderstood(f"Công nghệ “{strange[0]}” không phải 2G, 3G, 4G hay 5G.")
    return tuple(one for one in TECHNOLOGIES if one in parts)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            number = int(read_number(text))
        except NotANumber as error:
            raise NotUnderstood(f"“{text}” không phải số nguyên.") from error
        if not least <= number <= most:
            raise NotUnderstood(f"Số {text} phải từ {least} đến {most}.")
        return number

    return read


def _kilometres(text: str) -> Decimal:
    try:
        number = Decimal(str(read_number(text, 2)))
    except NotANumber as error:
        raise NotUnderstood(f"“{text}” không phải số km.") from error
    if not 0 <= number <= MOST_KILOMETRES:
        raise NotUnderstood(f"Chiều dài phải từ 0 đến {MOST_KILOMETRES} km.")
    return number


def _degrees(text: str) -> Decimal:
    """Whoever reads the reason need not be one who may see where it stands: it does not quote the cell."""
    try:
        number = Decimal(text.replace(",", "."))
    except ArithmeticError as error:
        raise NotUnderstood(NO_DEGREES) from error
    if not number.is_finite() or abs(number) > 180:
        raise NotUnderstood(NO_DEGREES)
    return round(number, 6)


READERS: dict[str, Callable[[str], Any]] = {
    "in_use_since": _day,
    "until": _day,
    "technologies": _technologies,
    "shared": _yes_or_no,
    "internet": _yes_or_no,
    "villages": _whole(0, MOST_VILLAGES),
    "bandwidth": _whole(1, MOST_BANDWIDTH),
    "kilometres": _kilometres,
    "lat": _degrees,
    "lon": _degrees,
}
