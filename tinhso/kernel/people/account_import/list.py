"""The list of officers' accounts as people keep it: one line a post, with the delegation that goes with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tinhso.kernel.people.models import Agency, Delegation
from tinhso.kernel.people.roles import ROLES, Administrator, DeskOfficer
from tinhso.lib.dates import NotADate, read_when
from tinhso.lib.files.spreadsheets import MEGABYTE, Line, lines_of, read_sheets, write_xlsx
from tinhso.lib.language.vietnamese import fold

MOST_ROWS = 50_000
MOST_BYTES = 16 * MEGABYTE
COLUMNS = {
    "username": "Tên đăng nhập",
    "full_name": "Họ và tên",
    "agency": "Mã cơ quan",
    "title": "Chức danh",
    "roles": "Việc được làm",
    "starts": "Từ ngày",
    "ends": "Đến trước ngày",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
    "giver": "Người giao ký",
    "capacity": "Hình thức ký",
    "field": "Lĩnh vực ký",
    "sign_from": "Ký từ ngày",
    "sign_to": "Ký đến trước ngày",
    "paper": "Văn bản giao ký",
}
NEEDED = ("username", "full_name", "agency", "title", "roles")
LONGEST = {
    "username": 150,
    "full_name": 200,
    "title": 120,
    "email": 120,
    "phone": 20,
    "paper": 300,
    "field": 60,
}
USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,149}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
ROLE_WORDS = {fold(word): code for code, role in ROLES.items() for word in (code, role.label)}
CAPACITIES = {fold(c.value): c.value for c in Delegation.Capacity if c is not Delegation.Capacity.TM}


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken: number of the row as the spreadsheet shows it, heading, reason."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Signs:
    """The delegation of a line: who gives it, in which capacity and field, for `[starts, ends)`, by which paper."""

    giver: str
    capacity: str
    field: str
    starts: date
    ends: date | None
    paper: str


@dataclass(frozen=True)
class Entry:
    """A good line: the account, its post, and perhaps a delegation. `starts` None: from today, or as it stands."""

    row: int
    username: str
    full_name: str
    email: str
    phone: str
    agency: Agency
    title: str
    roles: tuple[str, ...]
    starts: date | None
    ends: date | None
    signs: Signs | None


@dataclass
class Reader:
    """Reads line after line; remembers the accounts, posts and addresses of the lines before."""

    agencies: Mapping[str, Agency]
    administrators: bool
    names: dict[str, tuple[int, str]] = field(default_factory=dict)
    posts: dict[tuple[str, int], int] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def read(self, line: Line) -> tuple[Entry | None, list[Fault]]:
        """The entry, or every fault of the line."""
        wrong: list[tuple[str, str]] = []
        username = line["username"].lower()
        self._account(line, username, wrong)
        agency = self._agency(line, wrong)
        roles = self._roles(line, agency, wrong)
        starts, ends = day_of(line, "starts", wrong), day_of(line, "ends", wrong)
        if starts and ends and ends <= starts:
            wrong.append(("ends", "không sau ngày bắt đầu"))
        signs = signs_of(line, wrong)
        if agency and (before := self.posts.setdefault((username, agency.pk), line.number)) != line.number:
            wrong.append(("agency", f"vị trí của người này ở cơ quan này đã có ở dòng {before}"))
        if wrong or agency is None:
            return None, [Fault(line.number, COLUMNS[key], reason) for key, reason in wrong]
        words = (line.number, username, line["full_name"], line["email"], line["phone"])
        return Entry(*words, agency, line["title"], roles, starts, ends, signs), []

    def _account(self, line: Line, username: str, wrong: list[tuple[str, str]]) -> None:
        for key in NEEDED:
            if not line[key]:
                wrong.append((key, "để trống"))
        for key, most in LONGEST.items():
            if len(line[key]) > most:
                wrong.append((key, f"dài {len(line[key])} ký tự, tối đa {most}"))
        if username and not USERNAME.fullmatch(username):
            wrong.append(("username", "chỉ gồm chữ không dấu, số và . _ - @, từ 3 ký tự"))
        first, name = self.names.setdefault(username, (line.number, line["full_name"]))
        if name != line["full_name"]:
            wrong.append(("full_name", f"khác tên của tài khoản này ở dòng {first}"))
        if line["email"] and not EMAIL.fullmatch(line["email"]):
            wrong.append(("email", f"“{line['email'][:40]}” không phải địa chỉ thư điện tử"))
        elif line["email"] and self.addresses.setdefault(line["email"].lower(), username) != username:
            wrong.append(("email", f"đã dùng cho tài khoản {self.addresses[line['email'].lower()]}"))

    def _agency(self, line: Line, wrong: list[tuple[str, str]]) -> Agency | None:
        found = self.agencies.get(line["agency"])
        if line["agency"] and found is None:
            wrong.append(("agency", f"không có cơ quan mã “{line['agency'][:40]}”"))
        return found

    def _roles(self, line: Line, agency: Agency | None, wrong: list[tuple[str, str]]) -> tuple[str, ...]:
        """Codes or words, parted by ; or comma. Who administers is appointed by a person, unless the list may."""
        words = [word.strip() for word in re.split(r"[;,]", line["roles"]) if word.strip()]
        # A label may itself hold a comma: "Thanh tra, kiểm tra".
        if fold(line["roles"]) in ROLE_WORDS:
            words = [line["roles"]]
        codes = []
        for word in words:
            code = ROLE_WORDS.get(fold(word))
            if code is None:
                known = "; ".join(f"{c} ({role.label})" for c, role in ROLES.items())
                wrong.append(("roles", f"“{word[:30]}” không có; có: {known}"))
            elif code == Administrator.code and not self.administrators:
                wrong.append(
                    ("roles", "quyền quản trị không giao bằng danh sách (thêm --administrators nếu chủ ý)")
                )
            elif code == DeskOfficer.code and agency and agency.kind != Agency.Kind.DESK:
                wrong.append(("roles", "việc tiếp nhận chỉ giao ở nơi tiếp nhận, trả kết quả"))
            else:
                codes.append(code)
        return tuple(sorted(set(codes)))


def day_of(line: Line, key: str, wrong: list[tuple[str, str]]) -> date | None:
    if not line[key]:
        return None
    try:
        return read_when(line[key])[0].date()
    except NotADate:
        wrong.append((key, f"“{line[key][:20]}” không phải ngày; ghi như 08/03/2024"))
        return None


def signs_of(line: Line, wrong: list[tuple[str, str]]) -> Signs | None:
    """The delegation, None where the line names no giver."""
    if not line["giver"]:
        return None
    capacity = CAPACITIES.get(fold(line["capacity"]))
    if capacity is None:
        wrong.append(
            ("capacity", f"“{line['capacity'][:10]}” không nhận; ghi {', '.join(CAPACITIES.values())}")
        )
    if not line["paper"]:
        wrong.append(("paper", "để trống: giao ký phải có số, ngày của văn bản"))
    starts, ends = day_of(line, "sign_from", wrong), day_of(line, "sign_to", wrong)
    if starts is None and not line["sign_from"]:
        wrong.append(("sign_from", "để trống"))
    if starts and ends and ends <= starts:
        wrong.append(("sign_to", "không sau ngày bắt đầu"))
    if capacity is None or starts is None:
        return None
    return Signs(line["giver"].lower(), capacity, line["field"], starts, ends, line["paper"])


def read_list(content: bytes) -> list[Line]:
    """The lines of a CSV or XLSX. FileRefused."""
    sheet = next(iter(read_sheets(content, most_bytes=MOST_BYTES).values()), [])
    return lines_of(sheet, COLUMNS, needed=NEEDED, most_rows=MOST_ROWS)


def template() -> bytes:
    """The workbook to be filled, with a line that shows how."""
    example = {
        "username": "nva",
        "full_name": "Nguyễn Văn A",
        "agency": "mã cơ quan",
        "title": "Chuyên viên",
        "roles": "examiner",
        "starts": "01/01/2024",
        "email": "nva@vi-du.gov.vn",
        "phone": "0900000000",
    }
    guide = [["Mã", "Việc được làm"], *([code, role.label] for code, role in ROLES.items())]
    rows = [[*COLUMNS.values()], [example.get(key, "") for key in COLUMNS]]
    return write_xlsx({"Tài khoản": rows, "Việc được làm": guide})
