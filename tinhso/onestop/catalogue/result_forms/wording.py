"""The first wording of a result that has no layout of its own: the right kind of paper by the result's name.

What the answers tell is written in; what they do not is "…", which the examiner has to fill before anybody signs: a result
whose content says nothing is never sealed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tinhso.onestop.catalogue.result_forms.kinds import result_kind

OPEN = "…"
FORMAL = (
    "có trách nhiệm thực hiện đúng quy định của pháp luật",
    "có hiệu lực kể từ ngày ký",
)  # sentences that every paper may bear and that say nothing of the matter
QUOTED_ANSWERS = (
    ("ten_doi_tuong", "Đối tượng"),
    ("nguoi_huong", "Người hưởng"),
    ("nguoi_duoc_de_nghi", "Người, tập thể được xét"),
    ("danh_hieu_de_nghi", "Danh hiệu, hình thức"),
    ("giay_can_sao", "Giấy tờ, thông tin được cấp"),
    ("linh_vuc_hoat_dong", "Phạm vi, ngành nghề"),
    ("quy_mo", "Quy mô"),
    ("thoi_han_de_nghi", "Thời hạn"),
    ("so_giay_da_cap", "Thay giấy đã cấp số"),
)
LONGEST = 300
SENTENCES: Mapping[str, Sequence[str]] = {
    "permit": (
        "Cấp {name} cho {who}.",
        "Nội dung, phạm vi được phép: {open}",
        "Thời hạn của giấy phép: {open}",
    ),
    "certificate": (
        "Chứng nhận {who}: {open}",
        "Phạm vi, nội dung chứng nhận: {open}",
        "Có giá trị đến: {open}",
    ),
    "decision": (
        "{name} đối với {who}: {open}",
        "Mức, thời gian hoặc phạm vi áp dụng: {open}",
        "Cơ quan, cá nhân chịu trách nhiệm thi hành: {open}",
    ),
    "confirmation": ("Xác nhận {who}: {open}", "Căn cứ xác nhận (hồ sơ, sổ gốc, kết quả kiểm tra): {open}"),
    "announcement": ("Thông báo đến {who}: {open}", "Việc cần làm tiếp theo và thời hạn: {open}"),
    "civil_status": ("Nội dung ghi trong sổ: {open}", "Số, quyển số, ngày ghi sổ: {open}"),
    "certified_copy": ("Nội dung được sao, chứng thực: {open}", "Số trang, số bản: {open}"),
    "result": ("{name} của {who}: {open}", "Lý do, căn cứ của kết quả này: {open}"),
}


def first_name(result_name: str) -> str:
    """Of several results of one procedure the first, which is what is granted."""
    return result_name.split("; ")[0].strip()


def first_articles(result_name: str, who: str, answers: Mapping[str, Any]) -> list[str]:
    """The articles with which the examiner begins; those with "…" are his to fill."""
    name = first_name(result_name)
    sentences = SENTENCES.get(result_kind(name).kind, SENTENCES["result"])
    written = [sentence.format(name=name, who=who, open=OPEN) for sentence in sentences]
    lines = [f"{label}: {str(answers[key])[:LONGEST]}." for key, label in QUOTED_ANSWERS if answers.get(key)]
    return [written[0], *lines, *written[1:]]


def says_nothing(articles: Sequence[str]) -> bool:
    """Whether nothing of the matter stands in it, or a place was left open."""
    if any(OPEN in article for article in articles):
        return True
    return not [a for a in articles if a.strip() and not any(formal in a for formal in FORMAL)]
