"""The demo's mailbox of the press and what finished procedures propose for its register, by the deeds themselves. All of it is invented."""

from datetime import datetime, timedelta
from email.message import EmailMessage

from tinhso.casework.public import Case
from tinhso.kernel.people.public import SYSTEM
from tinhso.press.public import NewsSource, propose_licence, receive_mail

MOST_PROPOSALS = 3
LETTERS = (  # hours ago, subject, text, whether a paper came along
    (
        26,
        "Đề nghị cung cấp thông tin về bến xe (minh họa)",
        "Thẻ nhà báo số MP00411.\nXin cho biết tiến độ sửa mái che bến xe và thời hạn hoàn thành (thư minh họa).",
        True,
    ),
    (
        5,
        "Hỏi về lịch cắt nước cuối tuần (minh họa)",
        "Bạn đọc phản ánh lịch cắt nước không được báo trước. Xin cho biết cơ quan nào trả lời (thư minh họa).",
        False,
    ),
)
PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def create_press_mail(*, now: datetime) -> int:
    """How many messages and proposals wait afterwards."""
    host = NewsSource.objects.order_by("pk").values_list("host", flat=True).first() or "bao.example.vn"
    for hours, subject, text, paper in LETTERS:
        message = EmailMessage()
        message["From"], message["Subject"] = f"Tòa soạn <toasoan@{host}>", subject
        message["Message-ID"] = f"<mophong-{hours}@{host}>"
        message.set_content(text)
        if paper:
            message.add_attachment(PAPER, maintype="application", subtype="pdf", filename="cau-hoi.pdf")
        came = now - timedelta(hours=hours)
        receive_mail(octets=message.as_bytes(), received_at=came, by=SYSTEM, now=came)
    return len(LETTERS) + _proposals(now)


def _proposals(now: datetime) -> int:
    """Of the newest results of such procedures; their rows were copied, so no event brought them."""
    codes = ("1.009374", "2.001098", "2.001091", "2.002772", "2.001169")
    ended = Case.objects.filter(kind="dossier", outcome="granted", finished_at__isnull=False)
    of_field = ended.filter(dossier__version__procedure__code__in=codes).order_by("-finished_at")
    made = (
        propose_licence(case_id=pk, kind="dossier", by=SYSTEM, now=now)
        for pk in of_field.values_list("pk", flat=True)[:MOST_PROPOSALS]
    )
    return sum(one is not None for one in made)
