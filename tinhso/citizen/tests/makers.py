"""A desk, a category and reports for tests; the desk of the town is `desk_a`, where Bình sits."""

import io
import json
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.town import DAY, FOREVER, SOURCE, Town
from tinhso.citizen.models import Report, ReportCategory, RoutingRule, SenderCheck
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import Contact, ReportContent
from tinhso.citizen.sender.actions.send_sender_code import send_sender_code
from tinhso.kernel.files.public import Holder
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import Actor
from tinhso.kernel.site.clock import HANOI

NOW = datetime.combine(DAY, datetime.min.time(), tzinfo=HANOI).replace(hour=9)
REFUSALS = {
    "khong-ro": "Nội dung không rõ.",
    "khieu-nai": "Xem xét theo Luật Khiếu nại, Luật Tố cáo.",
    "vi-pham": "Vi phạm pháp luật.",
}
LAMP = [
    {
        "variable": True,
        "code": "so-cot",
        "datatype": "string",
        "required": False,
        "datatype_description": "",
        "order": 1,
        "description": "Số cột",
        "values": [],
    },
    {
        "variable": True,
        "code": "mau",
        "datatype": "singlevaluelist",
        "required": True,
        "datatype_description": "",
        "order": 2,
        "description": "Màu đèn",
        "values": [{"key": "vang", "name": "Vàng"}, {"key": "trang", "name": "Trắng"}],
    },
]
HOLDER = Holder("report:thu")
"""Who holds the photos that a test gives to `send`."""
CONTACT = Contact("Lê Thị Bí Mật", "0912345678", "bimat@example.vn", True)


def set_up(town: Town) -> ReportCategory:
    """The desk is `desk_a`; "o-ga" goes to agency A, "den" has further questions and no route. Gives "o-ga"."""
    for key, value in {
        "citizen.desk": town.desk_a.code,
        "citizen.triage_hours": 8,
        "citizen.answer_days": 7,
        "citizen.reopen_days": 15,
        "citizen.review_days": 30,
        "citizen.refusals": REFUSALS,
        "supplement.effect": "restart",
    }.items():
        Rule.objects.get_or_create(
            key=key, valid=DateRange(date(2020, 1, 1), None), defaults={"value": value, "source": SOURCE}
        )
    RoutingRule.objects.create(
        category="o-ga", target="agency", agency_code="so-a", valid=FOREVER, source=SOURCE
    )
    make_category("den", "Đèn đường", attributes=LAMP)
    return make_category("o-ga", "Ổ gà")


def limit_reports(by: str, most: int) -> None:
    """A rule of the province: how many reports an hour."""
    valid = DateRange(date(2020, 1, 1), None)
    Rule.objects.create(key=f"flood.report.{by}", value=most, valid=valid, source=SOURCE)


def make_category(code: str, name: str, **more: Any) -> ReportCategory:
    return ReportCategory.objects.create(
        code=code, name=name, group="Giao thông", valid=FOREVER, source=SOURCE, **more
    )


def send(
    town: Town, category: ReportCategory, *, now: datetime = NOW, by: Actor | None = None, **more: Any
) -> Report:
    """A report sent by a visitor whose phone is confirmed; `more` goes into its content, photos are those of HELD."""
    content = ReportContent(
        **{
            "category": category,
            "description": "Ổ gà rất sâu giữa đường",
            "lat": 19.8067,
            "lon": 105.7852,
            "commune": town.commune,
            "contact": CONTACT,
        }
        | more
    )
    return submit_report(
        content=content,
        client_key=uuid4(),
        channel=Report.Channel.APP,
        by=by or Actor(),
        now=now,
        holder=HOLDER,
    )


def code_sent() -> str:
    """What the job sends for whoever asked last to open a sender's part; "" where it is silent."""
    check = SenderCheck.objects.order_by("-asked_at")[0]
    if not send_sender_code(check=check, now=NOW):
        return ""
    return str(Notice.objects.get(key=f"citizen.sender_code:{check.pk}").params["number"])


def open_own_part(client: Client, report: Report, settings: Any, phone: str = "0912 345 678") -> Client:
    """The browser of whoever sent the report, after the code that went to its phone."""
    settings.DEMO = True  # an SMS is a file
    page = reverse("own_part", args=[report.case.code])
    client.post(page, {"phone": phone})
    client.post(f"{page}ma/", {"code": code_sent()})
    return client


def picture(kind: str = "JPEG", size: tuple[int, int] = (80, 60), exif: bool = False, **more: Any) -> bytes:
    """A small picture; with `exif` it says where and by whom it was taken."""
    out = io.BytesIO()
    image = Image.new("RGB", size, (90, 120, 60))
    if exif:
        tags = image.getexif()
        tags[0x010F], tags[0x013B] = "May cua Le Thi Bi Mat", "Le Thi Bi Mat"
        gps = tags.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", (19.0, 48.0, 24.0), "E", (105.0, 47.0, 6.0)
        more["exif"] = tags
    image.save(out, format=kind, **more)
    return out.getvalue()


def upload(
    content: bytes, name: str = "Anh cua Le Thi Bi Mat.jpg", kind: str = "image/jpeg"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def as_json(client: Any, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json")
