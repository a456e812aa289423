"""A document of each of the 29 types, with everything that its sample shows."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tinhso.documents.layout.body_lines import blocks_of
from tinhso.documents.layout.document_forms import every_form, form_of
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.layout.letter_content import LetterContent, LetterSigner
from tinhso.kernel.site.clock import HANOI

DAY = date(2024, 3, 8)
AT = datetime(2024, 3, 8, 9, 5, tzinfo=HANOI)
CODES = [form.code for form in every_form()]
AGENCY = "Sở Thông tin và Truyền thông"
HEAD = LetterSigner(("KT. Giám đốc", "Phó Giám đốc"), "Trần Thị Mai Hương")
SECRETARY = LetterSigner(("Thư ký",), "Lê Văn Nam")
WORDS = (
    "Thực hiện Kế hoạch chuyển đổi số của tỉnh năm 2024, Sở Thông tin và Truyền thông phối hợp với các sở, ban, ngành, "
    "Ủy ban nhân dân cấp huyện rà soát hạ tầng, dữ liệu, nhân lực và kinh phí của từng nhiệm vụ được giao"
)
BODY = (
    f"{WORDS}.",
    "I. Kết quả thực hiện",
    "1. Các cơ quan đã hoàn thành nhiệm vụ quý I.",
    "a) Trung tâm Công nghệ thông tin vận hành hệ thống ổn định;",
    "b) Phòng Bưu chính - Viễn thông kiểm tra các điểm phục vụ.",
    f"2. {WORDS}.",
    "Trân trọng./.",
)
ARTICLES = (
    "Điều 1. Phê duyệt Kế hoạch ứng dụng công nghệ thông tin năm 2024 kèm theo Quyết định này.",
    "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.",
    f"Điều 3. {WORDS} chịu trách nhiệm thi hành Quyết định này./.",
)
REGULATION = (
    "Chương I",
    "Quy định chung",
    "Điều 1. Phạm vi điều chỉnh",
    f"1. {WORDS}.",
    "a) Văn bản đi, văn bản đến;",
    "b) Hồ sơ công việc.",
    "Chương II",
    "Quản lý văn bản",
    "Mục 1",
    "Văn bản đi",
    "Điều 2. Cấp số",
    f"1. {WORDS}.",
)
BODIES = {"NQ": ARTICLES, "QD": ARTICLES, "QC": REGULATION, "QyD": REGULATION}


def letter(code: str, **changes: Any) -> LetterContent:
    """Numbered, urgent and with one addressee where its form has any."""
    form = form_of(code, DAY)
    name = name_of(code)
    made = LetterContent(
        type_code=code,
        type_name=name,
        agency=AGENCY,
        parent="UBND tỉnh Thanh Hóa",
        subject="triển khai nhiệm vụ chuyển đổi số năm 2024",
        signers=(SECRETARY, HEAD) if form.signers == 2 else (HEAD,),
        blocks=blocks_of(BODIES.get(code, BODY)),
        recipients=("Như trên", "UBND tỉnh (để báo cáo)", "Lưu: VT, VP (05)"),
        number="05/STTTT-VP",
        place="Thanh Hóa",
        day=DAY,
        issuer=f"Giám đốc {AGENCY}" if "issuer" in form.needs else "",
        legal_basis=("Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023", f"Theo đề nghị của {AGENCY}")
        if "legal_basis" in form.needs
        else (),
        to=("Ủy ban nhân dân tỉnh Thanh Hóa",) if form.to_words else (),
        urgency="HỎA TỐC",
        drafter="NVN.(05)",
        contact="Số 12 đường Hạc Thành; stttt@thanhhoa.example; 0237 000 000",
    )
    return replace(made, **changes)
