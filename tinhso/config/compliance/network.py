"""The network of this installation as its settings describe it, drawn for the level dossier (NĐ 85/2016/NĐ-CP, Điều 15).

No address is printed: the dossier goes round on paper. What only the place of operation knows (firewalls, switches, places)
is not drawn; the dossier names it among what people fill in.
"""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from tinhso.config.compliance import registers

ZONE, GAP, HEAD, LINE, BOX, SPACE = 140, 50, 28, 13, 44, 10
"""Points: a zone across, between zones, its title, a line of words, a box, between boxes."""
LETTERS = 20
"""Letters of eleven points that fit a box."""
Drawn = tuple[list[str], float]


@dataclass(frozen=True)
class Zone:
    """Part of the network with what stands in it; `way` is how the zone before it reaches it."""

    title: str
    boxes: tuple[str, ...]
    way: str = ""


def zones() -> list[Zone]:
    """From outside to inside."""
    front = "Máy chủ đứng trước, TLS" if settings.SECURE_PROXY_SSL_HEADER else "không có: chỉ dùng trong máy"
    return [
        Zone("Người dùng", ("Người dân, doanh nghiệp", "Cán bộ, công chức", "Hệ thống khác gọi API")),
        Zone("Vùng biên", (front,), "HTTPS"),
        Zone("Vùng ứng dụng", ("Tiến trình web", "Xử lý nền: nhanh", "Xử lý nền: chậm"), "HTTP"),
        Zone("Vùng dữ liệu", (database(), stored_files()), "SQL, tệp"),
    ]


def called() -> Zone:
    """The systems that this one calls, from web and background processes alike."""
    names = tuple(name for name, there, _ in registers.outside() if there == "có")
    return Zone("Hệ thống được gọi ra", names or ("không gọi hệ thống nào",), "HTTPS, SMTP")


def database() -> str:
    host = str(connection.settings_dict["HOST"] or "")
    near = not host or host.startswith("/") or host in {"localhost", "127.0.0.1", "::1"}
    return f"PostgreSQL ({'cùng máy' if near else 'máy riêng'})"


def stored_files() -> str:
    address = settings.TINHSO_FILES_S3
    if not address:
        return "Kho tệp (thư mục)"
    near = urlsplit(str(address)).hostname in {"localhost", "127.0.0.1", "::1"}
    return f"Kho tệp S3 ({'cùng máy' if near else 'máy khác'})"


def network_svg() -> tuple[bytes, float, float]:
    """The drawing, its width and height in points."""
    parts, inside = [], zones()
    tall = HEAD + max(len(zone.boxes) for zone in inside) * (BOX + SPACE)
    for place, zone in enumerate(inside):
        left = place * (ZONE + GAP)
        parts += framed(zone.title, left, 1, ZONE, tall)
        for row, words in enumerate(zone.boxes):
            parts += box(words, left + 7, HEAD + row * (BOX + SPACE))
        if zone.way:
            parts += across(left, zone.way)
    width = len(inside) * (ZONE + GAP) - GAP
    below, bottom = outward(tall + 40, width)
    parts += [*down(2 * (ZONE + GAP) + ZONE / 2, tall + 1, called().way), *below]
    size = f'width="{width + 2}" height="{bottom:.0f}" viewBox="-1 0 {width + 2} {bottom:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Be Vietnam Pro" font-size="11">'
    return f"{head}{''.join(parts)}</svg>".encode(), width + 2, bottom


def outward(top: float, width: float) -> Drawn:
    """The wide zone below with the systems that are called, and where it ends."""
    zone, columns = called(), 4
    rows = -(-len(zone.boxes) // columns)
    tall = HEAD + rows * (BOX + SPACE)
    parts = framed(zone.title, 0, top, width, tall)
    for number, words in enumerate(zone.boxes):
        column, row = number % columns, number // columns
        parts += box(words, column * (ZONE + GAP) + 7, top - 1 + HEAD + row * (BOX + SPACE))
    return parts, top + tall + 2


def framed(title: str, left: float, top: float, width: float, height: float) -> list[str]:
    frame = f'x="{left}" y="{top}" width="{width}" height="{height}"'
    return [
        f'<rect {frame} fill="none" stroke="#555" stroke-dasharray="4 3"/>',
        f'<text x="{left + width / 2}" y="{top + 18}" text-anchor="middle" font-weight="bold">{escape(title)}</text>',
    ]


def box(words: str, left: float, top: float) -> list[str]:
    lines, middle = wrapped(words), left + (ZONE - 14) / 2
    first = top + BOX / 2 + 4 - (len(lines) - 1) * LINE / 2
    frame = f'x="{left}" y="{top}" width="{ZONE - 14}" height="{BOX}" rx="3"'
    return [
        f'<rect {frame} fill="#f2f4f6" stroke="#333"/>',
        *(
            f'<text x="{middle}" y="{first + n * LINE}" text-anchor="middle">{escape(line)}</text>'
            for n, line in enumerate(lines)
        ),
    ]


def across(left: float, way: str) -> list[str]:
    """An arrow from the zone before to this one, with what travels over it."""
    start, at = left - GAP + 3, HEAD + BOX / 2
    return [
        f'<path d="M{start} {at} H{left - 3} m-5 -3 l5 3 l-5 3" fill="none" stroke="#333"/>',
        *label(left - GAP / 2, at + 14, way.split(", ")),
    ]


def down(middle: float, top: float, way: str) -> list[str]:
    return [
        f'<path d="M{middle} {top + 3} V{top + 36} m-3 -5 l3 5 l3 -5" fill="none" stroke="#333"/>',
        *label(middle + 34, top + 23, [way]),
    ]


def label(middle: float, top: float, lines: list[str]) -> list[str]:
    return [
        f'<text x="{middle}" y="{top + n * 11}" text-anchor="middle" font-size="9.5">{escape(line)}</text>'
        for n, line in enumerate(lines)
    ]


def wrapped(words: str) -> list[str]:
    """Lines that fit a box, at most three; the dossier's table has the whole words."""
    lines = [""]
    for word in words.partition(" (")[0].split() if len(words) > 2 * LETTERS else words.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]
