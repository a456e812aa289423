"""The agency's papers about a request (NĐ 13/2018/NĐ-CP) as PDF, drawn from the rows whenever somebody opens them."""

from collections.abc import Iterator
from pathlib import Path

from tinhso import citizen
from tinhso.citizen.information_access.route import SOURCE, grounds_on
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.kernel.papers.public import hand_out, typeset
from tinhso.lib.dates import local, vn_date

TEMPLATE = Path(citizen.__path__[0]) / "templates/citizen/information_access/paper.typ"
SYMBOL = {"receipt": "PTN-TTTT", "notice": "TB-TTTT", "extension": "GH-TTTT", "refusal": "TC-TTTT"}
Form = InformationPaper.Form


def number_of(paper: InformationPaper) -> str:
    return f"{paper.number}/{paper.year}/{SYMBOL[paper.form]}"


def draw_paper(paper: InformationPaper) -> bytes:
    """PaperNotMade."""
    request, agency = paper.request, paper.agency
    facts = [*_common(request), *PARTS[Form(paper.form)](request, paper)]
    title = str(Form(paper.form).label)
    data = {
        "parent": agency.parent_on_paper,
        "agency": agency.name,
        "number": number_of(paper),
        "place": "",
        "date": "",
        "verify_url": "",
        "day": vn_date(local(paper.made_at)),
        "title": title,
        "subject": f"Mã yêu cầu {request.case.code}",
        "facts": [[label, value] for label, value in facts if value],
        "basis": SOURCE,
    }
    pdf, day = typeset(TEMPLATE, data, at=paper.made_at), local(paper.made_at).date()
    return hand_out(pdf, title=title, number=number_of(paper), agency=agency, dated=day)


def _common(request: InformationRequest) -> Iterator[tuple[str, str]]:
    yield "Người yêu cầu", request.asker_name
    yield "Thay mặt", request.represents
    yield "Giấy tờ thay mặt", request.authority
    yield "Thông tin yêu cầu", request.subject


def _receipt(request: InformationRequest, paper: InformationPaper) -> Iterator[tuple[str, str]]:
    yield "Nhận bằng", str(request.get_channel_display())
    yield "Ngày nhận yêu cầu hợp lệ", vn_date(local(request.valid_at))
    yield "Cách nhận thông tin", str(request.get_delivery_display())
    yield "Ngôn ngữ", str(request.get_language_display())
    yield "Loại thông tin", str(request.get_weight_display())


def _notice(request: InformationRequest, paper: InformationPaper) -> Iterator[tuple[str, str]]:
    cost = f"{request.cost or 0:,}".replace(",", ".")
    yield "Chi phí thực tế", f"{cost} đồng"
    yield "Chi phí gồm, cách thanh toán", request.cost_words
    yield "Ngày cung cấp", vn_date(request.promised_for)
    yield "Cách nhận thông tin", str(request.get_delivery_display())


def _extension(request: InformationRequest, paper: InformationPaper) -> Iterator[tuple[str, str]]:
    yield "Lý do gia hạn", request.extension_reason
    yield "Hạn mới", vn_date(local(request.case.due_at)) if request.case.due_at else ""


def _refusal(request: InformationRequest, paper: InformationPaper) -> Iterator[tuple[str, str]]:
    yield "Căn cứ từ chối", grounds_on(local(paper.made_at).date()).get(request.ground, request.ground)
    yield "Lý do cụ thể, hướng dẫn", request.ground_text
    yield "Khiếu nại", "Người yêu cầu có quyền khiếu nại, khởi kiện theo quy định của pháp luật."


PARTS = {
    Form.RECEIPT: _receipt,
    Form.NOTICE: _notice,
    Form.EXTENSION: _extension,
    Form.REFUSAL: _refusal,
}
