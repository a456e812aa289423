"""The demo's registers of outlets and of licences of the field, by the deeds themselves. All of it is invented and says so."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from tinhso.demo.exchange.people import Office
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import PressEditor
from tinhso.lib.dates import local
from tinhso.press.public import (
    FieldLicence,
    end_outlet_office,
    enter_licence,
    focal_agency,
    note_licence,
    register_outlet_office,
)

KEYS = UUID("9e550000-0000-4000-8000-000000000538")
OFFICES = (  # outlet, name of the office, where, head, days since
    (
        "Báo Xứ Mô Phỏng",
        "Văn phòng đại diện tại tỉnh (minh họa)",
        "Số 5 đường Mô Phỏng",
        "Nguyễn Văn Mẫu",
        2000,
    ),
    (
        "Đài Truyền hình Mô Phỏng",
        "Cơ quan thường trú (minh họa)",
        "Số 18 đường Mô Phỏng",
        "Trần Thị Mẫu",
        1500,
    ),
)
RESIDENTS = (  # outlet, where, reporter, card, days since, days since the term ended
    ("Tạp chí Mô Phỏng", "Số 7 đường Mô Phỏng", "Lê Văn Mẫu", "MP00301", 900, None),
    ("Báo Xứ Mô Phỏng", "Số 5 đường Mô Phỏng", "Phạm Thị Mẫu", "MP00302", 1400, 300),
)
LICENCES = (  # kind, number, holder, title, address, days since, days until
    (
        "bulletin",
        "12/GP-XBBT (minh họa)",
        "Hội Nông dân tỉnh (minh họa)",
        "Bản tin Nông thôn Mẫu",
        "",
        400,
        330,
    ),
    ("bulletin", "31/GP-XBBT (minh họa)", "Trường Đại học Mẫu", "Bản tin Nhà trường", "", 90, 640),
    ("bulletin", "07/GP-XBBT (minh họa)", "Liên hiệp hội Mẫu", "Bản tin Khoa học", "", 900, -170),
    (
        *("aggregated", "45/GP-TTĐT (minh họa)", "Công ty Tin Mẫu", "Trang tin Xứ Mô Phỏng"),
        *("https://tin.mophong.example.vn", 800, 2800),
    ),
    (
        *("social", "03/GXN-MXH (minh họa)", "Công ty Mạng Mẫu", "Mạng Người Xứ Mô Phỏng"),
        *("https://mang.mophong.example.vn", 500, 3100),
    ),
)
NOTES = (  # which licence, what was done, days ago, paper, result
    (0, "renewal", 20, "88/QĐ-GH (minh họa)", "Gia hạn một năm theo đề nghị (minh họa)"),
    (3, "inspection", 60, "15/KL-TTra (minh họa)", "Đã bổ sung nơi tiếp nhận khiếu nại (minh họa)"),
    (4, "revocation", 30, "22/QĐ-TH (minh họa)", "Thu hồi theo đề nghị dừng hoạt động (minh họa)"),
)


def create_press_registers(*, now: datetime) -> int:
    """How many licences there are afterwards."""
    office = Office(now)
    today = local(now).date()
    by = office.officer(focal_agency(today), PressEditor)
    for outlet, name, address, head, days in OFFICES:
        words: dict[str, Any] = {"kind": "office", "name": name, "card": "", "full_name": head}
        starts = today - timedelta(days=days)
        key = uuid5(KEYS, name)
        register_outlet_office(
            **words, outlet=outlet, address=address, starts=starts, client_key=key, by=by, now=now
        )
    for outlet, address, reporter, card, days, ended in RESIDENTS:
        words = {"kind": "resident", "name": "", "card": card, "full_name": reporter}
        starts, key = today - timedelta(days=days), uuid5(KEYS, card)
        row = register_outlet_office(
            **words, outlet=outlet, address=address, starts=starts, client_key=key, by=by, now=now
        )
        if ended:
            end_outlet_office(office=row, ends=today - timedelta(days=ended), by=by, now=now)
    for kind, number, holder, title, address, since, until in LICENCES:
        starts, ends = today - timedelta(days=since), today + timedelta(days=until)
        terms: dict[str, Any] = {"address": address, "dossier": "", "starts": starts, "ends": ends}
        enter_licence(kind=kind, number=number, holder=holder, title=title, **terms, by=by, now=now)
    note_some(by, now)
    return FieldLicence.objects.count()


def note_some(by: Actor, now: datetime) -> None:
    """One was renewed by a year, one inspected, one taken back."""
    today = local(now).date()
    for place, kind, days, number, result in NOTES:
        row = FieldLicence.objects.get(kind=LICENCES[place][0], number=LICENCES[place][1])
        until = row.ends + timedelta(days=365) if kind == "renewal" else None
        words: dict[str, Any] = {"number": number, "result": result, "until": until, "by": by, "now": now}
        note_licence(licence=row, kind=kind, on=today - timedelta(days=days), **words)
