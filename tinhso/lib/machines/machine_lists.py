"""Lists of machines as tools and people write them: an inventory, leases of DHCP, agents of a monitoring program.

    found = read_machines(content, since=datetime(2024, 3, 1, tzinfo=HANOI))

Columns are found by heading in any order. Every line that is not understood is told with its reason; columns about persons
are not read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address
from typing import Any

from tinhso.lib.dates import NotADate, read_when
from tinhso.lib.files.spreadsheets import MEGABYTE, FileRefused, cell_text, read_sheets
from tinhso.lib.language.vietnamese import fold

MOST_BYTES = 8 * MEGABYTE
MOST_ROWS = 5000
HEADINGS = {
    "ip": ("ip", "ip address", "ipaddress", "address", "dia chi ip", "registered ip"),
    "mac": ("mac", "mac address", "hwaddr", "hardware address", "clientid", "dia chi mac", "dia chi vat ly"),
    "name": ("name", "hostname", "host name", "ten may", "ten thiet bi", "may tinh"),
    "serial": ("serial", "serial number", "so seri", "so hieu", "serial_number"),
    "software": ("os", "operating system", "os name", "he dieu hanh", "osname"),
    "kind": ("kind", "type", "loai", "loai may", "loai thiet bi"),
    "agent": ("agent id", "agent_id", "ma agent"),
    "starts": (
        "starts",
        "lease start",
        "start",
        "tu ngay",
        "bat dau",
        "dateadd",
        "date add",
        "registration date",
    ),
    "ends": (
        "ends",
        "lease end",
        "expire",
        "lease expires",
        "leaseexpirytime",
        "den ngay",
        "den truoc ngay",
        "het han",
    ),
}
KINDS = {
    "may chu": "server", "server": "server", "may tram": "workstation", "workstation": "workstation",
    "may tinh": "workstation", "thiet bi mang": "network", "network": "network", "router": "network",
    "switch": "network", "": "",
}  # fmt: skip
LONGEST = {"name": 100, "serial": 60, "software": 100, "agent": 40}
_MAC = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class SeenMachine:
    """A good line. `keys` are what may tell the machine apart, the surest first; `kind` is "" where the line says none."""

    row: int
    keys: tuple[str, ...]
    name: str
    serial: str
    software: str
    kind: str
    mac: str
    ip: str
    starts: datetime
    ends: datetime | None


@dataclass(frozen=True)
class LineFault:
    """A line that was not understood: its number as the spreadsheet shows it, and why."""

    row: int
    reason: str


@dataclass
class MachinesRead:
    """`form` is inventory, dhcp or agents, judged by the columns."""

    form: str
    lines: int
    machines: list[SeenMachine] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)


def read_machines(content: bytes, *, since: datetime) -> MachinesRead:
    """`since` is the day of the list, for lines that name none. FileRefused where it is no list of machines or too long."""
    sheets = read_sheets(content, most_bytes=MOST_BYTES)
    sheet = next(iter(sheets.values()), [])
    places = _places(sheet[0] if sheet else [])
    if not {"ip", "mac", "serial", "name"} & set(places):
        raise FileRefused("Tệp không có cột nào trong: Tên máy, Địa chỉ IP, Địa chỉ MAC, Số seri.")
    if len(sheet) - 1 > MOST_ROWS:
        raise FileRefused(f"Tệp có hơn {MOST_ROWS} dòng; chia thành nhiều tệp.")
    form = "agents" if "agent" in places else "dhcp" if {"ip", "mac", "ends"} <= set(places) else "inventory"
    found = MachinesRead(form, 0)
    for number, row in enumerate(sheet[1:], start=2):
        cells = {key: cell_text(row, place) for key, place in places.items()}
        if not any(cells.values()):
            continue
        found.lines += 1
        try:
            found.machines.append(_machine(number, cells, since))
        except NotUnderstood as why:
            found.faults.append(LineFault(number, str(why)))
    return found


class NotUnderstood(ValueError):
    """Why a line cannot be taken, for the screen."""


def _places(headings: Sequence[Any]) -> dict[str, int]:
    folded = [fold(str(one)).strip() for one in headings]
    found: dict[str, int] = {}
    for key, words in HEADINGS.items():
        for word in words:
            if word in folded:
                found[key] = folded.index(word)
                break
    return found


def _machine(number: int, cells: dict[str, str], since: datetime) -> SeenMachine:
    for key, most in LONGEST.items():
        if len(cells.get(key, "")) > most:
            raise NotUnderstood(f"ô {key} dài quá {most} ký tự")
    ip, mac = read_ip(cells.get("ip", "")), read_mac(cells.get("mac", ""))
    kind = KINDS.get(fold(cells.get("kind", "")))
    starts, ends = _moment(cells.get("starts", "")) or since, _moment(cells.get("ends", ""))
    if ends is not None and ends <= starts:
        raise NotUnderstood("thời điểm kết thúc không sau thời điểm bắt đầu")
    name, serial, agent = cells.get("name", ""), cells.get("serial", ""), cells.get("agent", "")
    keys = [("mac", mac), ("serial", serial.lower()), ("agent", agent.lower()), ("name", name.lower())]
    identifiers = tuple(f"{what}:{value}" for what, value in keys if value)
    if not identifiers:
        raise NotUnderstood("không có địa chỉ MAC, số seri, mã agent hoặc tên máy")
    return SeenMachine(
        number,
        identifiers,
        name,
        serial,
        cells.get("software", ""),
        "other" if kind is None else kind,
        mac,
        ip,
        starts,
        ends,
    )


def _moment(text: str) -> datetime | None:
    if not text or fold(text) in ("never", "inactive", "khong"):
        return None
    try:
        return read_when(text)[0]
    except NotADate as error:
        raise NotUnderstood(f"“{text[:40]}” không phải ngày, giờ") from error


def read_ip(text: str) -> str:
    """An address that one machine of a network can have, in its usual writing; "" for none. NotUnderstood."""
    if not text or text.lower() in ("any", "127.0.0.1", "::1"):
        return ""
    try:
        found: IPv4Address | IPv6Address = ip_address(text)
    except (AddressValueError, ValueError) as error:
        raise NotUnderstood(f"“{text[:45]}” không phải địa chỉ IP") from error
    if found.is_multicast or found.is_unspecified or found.is_loopback:
        raise NotUnderstood(f"“{text[:45]}” không phải địa chỉ của một máy")
    if isinstance(found, IPv6Address) and found.scope_id:
        raise NotUnderstood(f"“{text[:45]}” có vùng, không dùng để nhận ra máy")
    return str(found)


def read_mac(text: str) -> str:
    """aa:bb:cc:dd:ee:ff, however it is written; "" for none. NotUnderstood."""
    if not text:
        return ""
    plain = re.sub(r"[-:. ]", "", text.lower())
    if not _MAC.fullmatch(plain) or plain in ("0" * 12, "f" * 12):
        raise NotUnderstood(f"“{text[:40]}” không phải địa chỉ MAC")
    return ":".join(plain[at : at + 2] for at in range(0, 12, 2))
