"""A row of the national database as the content of a version: form, papers, limits, fees, law, and the source's own words."""

import re
from datetime import date
from typing import Any

from tinhso.onestop.data.form_files import own_form
from tinhso.onestop.data.national.edition import Row, source_words, without_repeats
from tinhso.onestop.data.national.form import asks, form_of, subjects_of, with_cases
from tinhso.onestop.data.national.levels import agencies_of, filed_elsewhere, is_own
from tinhso.onestop.data.national.papers import declared, papers_of

CHANNELS = {"trực tiếp": "counter", "bưu chính": "post", "trực tuyến": "online"}
UNITS = {"working_days": "working_day", "days": "day", "hours": "hour", "months": "month"}
OWN_LEVELS = ("commune", "district", "province")
MOST_RESULT, MOST_AGENCY = 300, 300
GENERAL = "don-chung"  # the id of the general form
REFUSAL = re.compile(
    r"từ chối|nêu rõ lý do|không đủ điều kiện|sửa đổi, bổ sung hồ sơ|dừng thực hiện|văn bản trả lời|không cấp|không chấp thuận"
)
MADE = {
    "id": "don",
    "name": "Thông tin đề nghị",
    "note": "Lập từ các câu trả lời trong biểu mẫu.",
    "originals": 1,
    "copies": 0,
    "required": True,
    "made": True,
    "replaced_by": "",
}
AUTHORITY = {
    "id": "giay_uy_quyen",
    "name": "Văn bản ủy quyền hoặc giấy giới thiệu",
    "note": "Khi nộp thay cho người khác.",
    "originals": 1,
    "copies": 0,
    "required": True,
    "made": False,
    "replaced_by": "",
    "show_if": {"==": [{"var": "nop_ho"}, True]},
}
NOT_HERE: dict[str, Any] = {
    "id": "khong-nop-tai-day",
    "title": "Nộp tại cơ quan giải quyết",
    "version": 1,
    "steps": [
        {
            "id": "buoc_noi_nop",
            "title": "Nơi nộp",
            "sections": [
                {
                    "title": "",
                    "fields": [
                        {"id": "noi_nop", "type": "note", "label": "Hồ sơ nộp tại cơ quan giải quyết."}
                    ],
                }
            ],
        }
    ],
}
FACTS = (
    *(
        "channels",
        "limit",
        "level",
        "promulgated_by",
        "decided_by",
        "portal_updated",
        "full_process",
        "not_bound_to_place",
    ),
    *("online_services", "subjects", "result", "agency", "authority", "coordinating", "kind", "field"),
)


def content_of(
    row: Row, general: dict[str, Any], *, edition: date, illustrates: bool = False
) -> dict[str, Any]:
    """The columns of a version that the row tells; `general` gives what it does not (steps, the general form).

    `illustrates`: the version stands for a day before the edition's law, and says so.
    """
    is_ours, papers, names = is_own(row), papers_of(row), row.get("subjects", [])
    here = is_ours and not filed_elsewhere(row)
    form, asked = NOT_HERE, [_always(paper) for paper in papers.asked]
    if here and (own_one := own_form(row["code"])):
        form, asked = with_cases(own_one, papers), _papers_of_own(own_one, papers.asked)
    elif here:
        form = form_of(general["form"], name=row["name"], subjects=names, papers=papers)
        asked = [MADE, *papers.asked, AUTHORITY]
    return {
        "form": form,
        "papers": asked,
        "process": general["process"] if here else [],
        "time_limits": _limits(row) if is_ours else {},
        "fees": _fees(row) if here else [fee | {"due": "elsewhere"} for fee in _fees(row)],
        "fee_due": "hand_over" if here else "",
        "legal_basis": [{"name": basis_words(b), "article": ""} for b in row.get("legal_basis", [])],
        "result_name": result_words(row),
        "subjects": subjects_of(names),
        "channels": _channels(row) if here else [],
        "order_text": general["order_text"] if here else "",
        "manner_text": general["manner_text"] if here else "",
        "conditions_text": "",
        "agency_text": "; ".join(agencies_of(row))[:MOST_AGENCY],
        "source": source_words(row, edition),
        "national": facts_of(row, edition, papers.notes) | ({"illustrates": True} if illustrates else {}),
    }


def has_own_form(form: dict[str, Any]) -> bool:
    """Whether it is neither the general form nor the note of where to go."""
    return form["id"] not in (GENERAL, NOT_HERE["id"])


def facts_of(row: Row, edition: date, notes: list[str]) -> dict[str, Any]:
    """The source's own words, kept with the version that was made of them."""
    facts = {name: row[name] for name in FACTS if row.get(name) not in (None, [], "")}
    return facts | {"edition": edition.isoformat(), "paper_notes": notes}


def result_words(row: Row) -> str:
    """What is granted first, then what is said where it is not."""
    names = [name.strip(" .;-+") for name in without_repeats(row.get("result", []))]
    names.sort(key=lambda name: bool(REFUSAL.search(name.casefold())))
    return "; ".join(names)[:MOST_RESULT] or "Kết quả giải quyết thủ tục hành chính"


def basis_words(basis: dict[str, str]) -> str:
    number, title = basis.get("number", "").strip(), basis.get("title", "").strip()
    return title if number in title or not number else f"{title} ({number})" if title else number


def _papers_of_own(form: dict[str, Any], asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The declaration is made of the answers; nobody hands it in a second time."""
    papers = declared(asked)
    made = [] if any(paper["made"] for paper in papers) else [MADE | {"name": form["title"]}]
    return [*made, *papers, *([AUTHORITY] if asks(form, "nop_ho") else [])]


def _always(paper: dict[str, Any]) -> dict[str, Any]:
    """Without the question for the case: nothing is asked here."""
    return {key: value for key, value in paper.items() if key != "show_if"}


def _limits(row: Row) -> dict[str, Any]:
    """The one limit of the procedure by level; none where the unit is unknown or only an online service names it."""
    limit = row.get("limit") or {}
    unit, amount = UNITS.get(limit.get("unit", "")), limit.get("amount")
    if not unit or not amount or limit.get("from") == "online_service":
        return {}
    if unit in ("day", "month") and float(amount) != int(amount):
        return {}
    limit_words = {
        "amount": f"{amount:g}",
        "unit": unit,
        "counting": "next_day",
        "source": "CSDL quốc gia về TTHC",
    }
    return dict.fromkeys(OWN_LEVELS, limit_words)


def _channels(row: Row) -> list[str]:
    named = {CHANNELS[one["channel"]] for one in row.get("channels", []) if one["channel"] in CHANNELS}
    return [channel for channel in ("counter", "post", "online") if channel in named]


def _fees(row: Row) -> list[dict[str, Any]]:
    """What an office here may ask: an amount where the source has one, the desk's word where a rule decides.

    A bare 0 is no amount and "not stated" is none either: both give no rule, and the page says that the source has none.
    """
    channels = row.get("channels", [])
    states = {one["fee_state"] for one in channels}
    if "no_fee_text" in states and not states & {"amount", "amount_in_text", "by_rule"}:
        return [{"name": "Phí, lệ phí", "amount": 0, "note": "Không thu.", "source": "CSDL quốc gia về TTHC"}]
    if not states & {"amount", "amount_in_text", "by_rule"}:
        return []
    named = {
        (fee.get("kind", ""), fee["value"], fee.get("text", "")): None
        for one in channels
        for fee in one.get("fees", [])
        if one["fee_state"] == "amount" and fee.get("currency") == "VND" and (fee.get("value") or 0) >= 1000
    }
    if len(named) == 1 and states == {"amount"}:
        kind, value, text = next(iter(named))
        return [_fee(kind, int(value), text, by_desk=bool(text))]
    words = next((one["fee_text"] for one in channels if one.get("fee_text")), "")
    return [_fee("", None, words, by_desk=True)]


def _fee(kind: str, amount: int | None, words: str, *, by_desk: bool) -> dict[str, Any]:
    name = {"phí": "Phí", "lệ phí": "Lệ phí"}.get(kind, "Phí, lệ phí")
    fee: dict[str, Any] = {
        "name": name,
        "amount": amount,
        "note": words[:1000],
        "source": "CSDL quốc gia về TTHC",
    }
    return fee | ({"by_desk": True} if by_desk else {})
