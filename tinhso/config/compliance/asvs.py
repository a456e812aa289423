"""The program beside OWASP ASVS 5.0.0, levels 1 and 2: one line a requirement, where it is met and what shows it."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).parent / "asvs.csv"
STATES = {
    "met": "đạt",
    "partly": "đạt một phần",
    "not_applicable": "không áp dụng",
    "not_met": "chưa đạt",
}
CHAPTERS = {
    1: "Mã hóa đầu ra, làm sạch dữ liệu",
    2: "Kiểm tra dữ liệu nhập, nghiệp vụ",
    3: "Trình duyệt",
    4: "Giao diện lập trình",
    5: "Tệp",
    6: "Xác thực",
    7: "Phiên làm việc",
    8: "Phân quyền",
    9: "Thẻ tự chứa",
    10: "OAuth và OpenID Connect",
    11: "Mật mã",
    12: "Truyền thông",
    13: "Cấu hình",
    14: "Bảo vệ dữ liệu",
    15: "Lập trình, kiến trúc an toàn",
    16: "Nhật ký, xử lý lỗi",
    17: "WebRTC",
}


@dataclass(frozen=True)
class Line:
    """`asks` says in our own short words what the requirement is about; `where` and `proof` are paths of the code."""

    id: str
    level: int
    asks: str
    state: str
    where: str
    proof: str
    note: str

    @property
    def chapter(self) -> int:
        return int(self.id.split(".")[0])


def lines() -> list[Line]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return [_line(row) for row in csv.DictReader(file)]


def _line(row: dict[str, str]) -> Line:
    level = int(row.pop("level"))
    return Line(level=level, **row)


def by_chapter(found: Sequence[Line]) -> list[tuple[int, Counter[str]]]:
    """(chapter, how many of each state), in the order of the standard."""
    return [(number, Counter(one.state for one in found if one.chapter == number)) for number in CHAPTERS]


def summary() -> list[tuple[str, ...]]:
    """(chapter, number of lines in each state), and the sum as the last row."""
    found = lines()
    rows = [
        (f"V{number} {CHAPTERS[number]}", *(str(counts[state]) for state in STATES))
        for number, counts in by_chapter(found)
    ]
    total = Counter(one.state for one in found)
    return [*rows, ("Cộng", *(str(total[state]) for state in STATES))]


def open_lines() -> list[tuple[str, ...]]:
    """(state in words, level, the numbers of its requirements): what is still to do, by number alone."""
    found = lines()
    return [
        (STATES[state], str(level), ", ".join(numbers))
        for state in ("not_met", "partly")
        for level in (1, 2)
        if (numbers := [one.id for one in found if (one.state, one.level) == (state, level)])
    ]


def unmet() -> list[Line]:
    """What is not met, level 1 first."""
    return sorted((one for one in lines() if one.state == "not_met"), key=lambda one: one.level)
