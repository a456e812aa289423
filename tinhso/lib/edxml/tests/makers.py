"""Messages for the tests: an office and two agencies that exchange a decision."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tinhso.lib.edxml.messages import (
    Attachment,
    Business,
    Changes,
    DocumentMessage,
    Organ,
    Reference,
    Replacement,
    Staff,
    Status,
    StatusMessage,
    Trace,
)

ISSUED = date(2024, 3, 8)
OFFICE = Organ(
    "H56.01", "Sở Thông tin & Truyền thông", "UBND tỉnh", "11 Hạc Thành", "so@x.vn", "0237", "0238", "x.vn"
)
DISTRICT = Organ("000.00.15.H56", 'UBND <huyện> "Hà Trung"')
COMMUNE = Organ("H56.22.03", "UBND xã Hà Bắc")
NAME = "H56.01,2024/03/08,15/QĐ-STTTT"
ABOUT = Reference("H56.01", "15/QĐ-STTTT", NAME, ISSUED)
STAFF = Staff("Văn phòng", "Nguyễn Thị Bình", "binh@x.vn", "0912000001")
NEW = DocumentMessage(
    sender=OFFICE,
    receivers=(DISTRICT, COMMUNE),
    document_id=NAME,
    number="15",
    notation="QĐ-STTTT",
    issued_on=ISSUED,
    subject="Về việc kết nối, liên thông",
    type_name="Quyết định",
    place="Thanh Hóa",
    content="Về việc kết nối",
    competence="TM.",
    position="Giám đốc",
    signer="Trần Văn Dũng",
    due_on=date(2024, 4, 1),
    places=("Như trên", "Lưu: VT"),
    priority="2",
    sphere="Liên thông",
    typist="VT",
    copies=2,
    pages=22,
    appendices=("Danh mục",),
    answers=(Reference("H56.22.03", "7/BC-UBND", "H56.22.03,2024/03/01,7/BC-UBND", date(2024, 3, 1)),),
    steering="1",
    tasks=("NV-2024-17",),
    traces=(Trace("H56.01", datetime(2024, 3, 8, 9, 1, 2)),),
    reason="Văn bản mới",
    staff=STAFF,
    attachments=(
        Attachment("Quyết định.pdf", b"%PDF-1.7 one", "application/pdf", "Bản chính", "a1"),
        Attachment("phu luc.docx", b"PK\x03\x04 two", "application/octet-stream", "", "a2"),
    ),
)
RECALL = replace(NEW, business=Business.RECALL, reason="Ban hành trái thẩm quyền", answers=(ABOUT,))
UPDATE = replace(NEW, business=Business.UPDATE, changes=Changes(True, True, (("H56.22.03", "1"),)))
REPLACE = replace(
    NEW, business=Business.REPLACE, replacements=(Replacement(NAME, ("H56.22.03",)), Replacement("x,1"))
)
DOCUMENTS = [NEW, RECALL, UPDATE, REPLACE]


def status(of: Status, **more: Any) -> StatusMessage:
    return StatusMessage(
        DISTRICT, ABOUT, of, datetime(2024, 3, 8, 17, 25, 11), "Văn thư đã nhận", STAFF, **more
    )
