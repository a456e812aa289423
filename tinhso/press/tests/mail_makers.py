"""Messages of the press in tests, as bytes of the mailbox."""

from datetime import datetime
from email.message import EmailMessage
from typing import Any

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.people.public import SYSTEM
from tinhso.press.mailbox.actions.receive_mail import receive_mail
from tinhso.press.models import NewsSource, PressMail

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WORDS = "Thẻ nhà báo số IBT01234. Xin cho biết ngày xong.\nhttps://bao.example.net/duong-hong"


def message(text: str = WORDS, **headers: str) -> EmailMessage:
    made = EmailMessage()
    given = {
        "From": "Phóng viên <pv@bao.example.net>",
        "Subject": "Bao giờ sửa đường?",
        "Message_ID": "<a@b>",
    }
    for name, value in (given | headers).items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def attached(made: EmailMessage, octets: bytes, name: str, media: str = "application/pdf") -> EmailMessage:
    kind, _, sub = media.partition("/")
    made.add_attachment(octets, maintype=kind, subtype=sub, filename=name)
    return made


def received(made: EmailMessage | None = None, *, at: datetime = NOW, now: datetime = NOW) -> PressMail:
    return receive_mail(octets=(made or message()).as_bytes(), received_at=at, by=SYSTEM, now=now)


def make_source(town: Any, host: str = "www.bao.example.net", outlet: str = "Báo Thử") -> NewsSource:
    return NewsSource.objects.create(
        outlet=outlet, rhythm="daily", url=f"https://{host}/rss.xml", host=host, terms="Công khai",
        by=town.bien, at=NOW, next_at=NOW,
    )  # fmt: skip
