"""The general form, made good for one procedure: its subjects, the case of its papers, what its kind of result needs.

It stays the general form by name ("don-chung"): whoever keeps the catalogue makes an own one from it in the builder.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.data.national.papers import CASE_FIELD, Papers

HERE = Path(__file__).parent
FOREIGN = "nguoi_nuoc_ngoai"
RETIRED = ["viec_de_nghi", "ghi_chu_giay_to"]  # of the general form: title and papers say it
CITIZENS, ORGANISATIONS = (
    ("công dân", "người", "cán bộ", "đảng viên"),
    ("tổ chức", "doanh nghiệp", "hợp tác xã"),
)

Json = dict[str, Any]


def subjects_of(words: list[str]) -> list[str]:
    """Our two kinds of subject by the source's many words; both where it names none."""
    lower = [word.casefold() for word in words]
    found = [
        kind
        for kind, begins in (("citizen", CITIZENS), ("organisation", ORGANISATIONS))
        if any(word.startswith(begin) for word in lower for begin in begins)
    ]
    return found or ["citizen", "organisation"]


def has_foreigners(words: list[str]) -> bool:
    return any("nước ngoài" in word.casefold() and word.casefold().startswith("người") for word in words)


def form_of(general: Json, *, name: str, subjects: list[str], papers: Papers) -> Json:
    """The general form with the questions of this procedure."""
    steps = {step["id"]: step for step in general["steps"]}
    content = {
        "id": "buoc_noi_dung",
        "title": "Nội dung đề nghị",
        "sections": [
            *_case(papers),
            {"title": "", "fields": [*_request(name), *_rest(steps["buoc_noi_dung"])]},
        ],
    }
    applicant = _applicant(steps["buoc_nguoi_nop"], subjects)
    return general | {"retired": RETIRED, "steps": [applicant, content, steps["buoc_nhan_ket_qua"]]}


def with_cases(own_cases: Json, papers: Papers) -> Json:
    """A form of its own that asks first, where papers depend on it, for the case."""
    if not papers.cases:
        return own_cases
    first, *rest = own_cases["steps"]
    return own_cases | {"steps": [first | {"sections": [*_case(papers), *first["sections"]]}, *rest]}


def asks(form: Json, name: str) -> bool:
    """Whether the form has a question of that id."""
    fields = (f for step in form["steps"] for section in step["sections"] for f in section["fields"])
    return any(f["id"] == name for f in fields)


@cache
def _contents() -> list[Json]:
    read: list[Json] = json.loads((HERE / "request_content.json").read_text(encoding="utf-8"))
    return read


def content_kind(name: str) -> Json:
    """The first kind of request whose words the procedure's name holds."""
    folded = f" {fold(name)} "
    return next(
        one for one in _contents() if not one["words"] or any(f" {w} " in folded for w in one["words"])
    )


def _request(name: str) -> list[Json]:
    fields: list[Json] = content_kind(name)["fields"]
    return fields


def _case(papers: Papers) -> list[Json]:
    if not papers.cases:
        return []
    choices = [{"value": value, "label": label} for value, label in papers.cases]
    field = {
        "id": CASE_FIELD,
        "type": "choice",
        "label": "Hồ sơ thuộc trường hợp nào?",
        "hint": "Mỗi trường hợp có thành phần hồ sơ riêng.",
        "choices": choices,
        "required": True,
    }
    return [{"title": "Trường hợp", "fields": [field]}]


def _rest(step: Json) -> list[Json]:
    """Of the general questions the place and the related dossier."""
    fields = [f for section in step["sections"] for f in section["fields"]]
    return [f for f in fields if f["id"] in ("co_dia_diem", "dia_diem", "ho_so_lien_quan")]


def _applicant(step: Json, subjects: list[str]) -> Json:
    kinds, foreign = subjects_of(subjects), has_foreigners(subjects)
    sections = []
    for section in step["sections"]:
        wanted = {"Cá nhân": "citizen", "Tổ chức, doanh nghiệp": "organisation"}.get(section["title"])
        if wanted and wanted not in kinds:
            continue
        if section["title"] == "Nộp thay" and foreign:
            sections.append(_foreigner())
        sections.append(_kinds(section, kinds, foreign) if section["title"] == "" else section)
    return step | {"sections": sections}


def _kinds(section: Json, kinds: list[str], foreign: bool) -> Json:
    field = section["fields"][0]
    allowed = {"ca_nhan": "citizen" in kinds, "to_chuc": "organisation" in kinds}
    choices = [choice for choice in field["choices"] if allowed[choice["value"]]]
    if foreign:
        choices.append({"value": FOREIGN, "label": "Người nước ngoài", "hint": "Khai theo hộ chiếu."})
    return section | {"fields": [field | {"choices": choices}]}


def _foreigner() -> Json:
    return {
        "title": "Người nước ngoài",
        "show_if": {"==": [{"var": "loai_nguoi_nop"}, FOREIGN]},
        "fields": [
            _question("ten_nguoi_nuoc_ngoai", "text", "Họ và tên theo hộ chiếu", max_length=100),
            _question("quoc_tich", "text", "Quốc tịch", max_length=60),
            _guarded("so_ho_chieu", "text", "Số hộ chiếu hoặc giấy tờ đi lại", max_length=30),
            _guarded("ngay_sinh_nguoi_nuoc_ngoai", "date", "Ngày sinh", min="1900-01-01", max="today"),
            _guarded("dien_thoai_nguoi_nuoc_ngoai", "phone", "Số điện thoại tại Việt Nam"),
            _guarded("noi_o_viet_nam", "address", "Nơi ở tại Việt Nam"),
        ],
    }


def _question(name: str, kind: str, label: str, **more: object) -> Json:
    return {"id": name, "type": kind, "label": label, **more, "required": True}


def _guarded(name: str, kind: str, label: str, **more: object) -> Json:
    return _question(name, kind, label, **more, sensitive=True)
