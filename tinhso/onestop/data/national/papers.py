"""The papers of a row as the one-stop shop asks for them: by case, with numbers and form files.

Nothing in the source says which papers are alternatives or required; the words of case and name do. What cannot be
told stays asked but not required, with the source's words beside it.
"""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.data.national.edition import Row

CASE_FIELD = "truong_hop_ho_so"
MOST_NAME, MOST_CASE = 300, 200
# A heading over part of the papers of one and the same dossier, and no case of its own.
GROUP = re.compile(
    r"giay to (phai|can) |phai nop|phai xuat trinh|xuat trinh|thanh phan ho so|ho so (gom|bao gom|nang luc|phap ly)|"
    r"uy quyen|^bao gom|^gom|luu y|^tai lieu|^giay to$|giay to khac|^ho so$|^ban sao|^khac$"
)
NOTE = re.compile(
    r"^(so luong|luu y|ghi chu|chu y|chu thich|thanh phan ho so|so bo ho so)\b|^(ho so )?(gom|bao gom)\b.{0,40}$"
)
HEADING = re.compile(r"\b(gom|bao gom|sau|sau day)$")
IF_ANY = re.compile(
    r"\bneu (co|thuoc|ho so|da|chua|la|thay doi)\b|\btruong hop\b|\bdoi voi\b|\bnhu sau\b|\bkhi (co|uy quyen)\b|\btuy (tung )?truong hop\b|"
    r"\bmot trong (cac|so|nhung)\b|\buy quyen\b|\bthay the\b|\bxuat trinh\b|\bquy dinh tai diem\b"
)
DECLARATION = re.compile(
    r"^(\w ){0,2}(\d+ )?(mot )?(ban chinh )?(don|to khai|giay de nghi|van ban de nghi|cong van de nghi|to don|giay dang ky|phieu dang ky|phieu de nghi)\b"
)


@dataclass(frozen=True)
class Papers:
    """`asked` in the shape of a version, `cases` from which the applicant chooses one, `notes` that are no papers."""

    asked: list[dict[str, Any]]
    cases: list[tuple[str, str]]
    notes: list[str]


def papers_of(row: Row) -> Papers:
    rows = row.get("papers", [])
    names = list(dict.fromkeys(clean(one["case"]) for one in rows if one.get("case")))
    alternatives = [name for name in names if not GROUP.search(fold(name))]
    chosen = {name: f"th_{n}" for n, name in enumerate(alternatives, 1)} if len(alternatives) > 1 else {}
    asked: dict[str, dict[str, Any]] = {}
    notes: list[str] = []
    for one in rows:
        name, case = clean(one["name"]), clean(one.get("case") or "")
        if not name:
            continue
        folded = fold(name)
        number = one.get("original") or one.get("copies")
        heading = name.endswith(":") and (not number or HEADING.search(folded))
        if (NOTE.search(folded) or heading) and not one.get("form_file"):
            notes.append(name)
            continue
        always = is_required(folded) and (case in chosen or not case or not sometimes(case))
        paper = _paper(one, name, case, required=always)
        if case in chosen:
            paper["show_if"] = {"==": [{"var": CASE_FIELD}, chosen[case]]}
        asked.setdefault(paper["id"], paper)
    return Papers(list(asked.values()), [(value, name[:MOST_CASE]) for name, value in chosen.items()], notes)


def declared(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same papers, of which the declaration of the law is made of the answers: the first one, or one a case."""
    found: set[str] = set()
    papers = []
    for paper in asked:
        case = paper.get("case", "")
        if DECLARATION.search(fold(paper["name"])) and paper["required"] and case not in found:
            found.add(case)
            papers.append(paper | {"made": True, "note": "Lập từ các câu trả lời trong biểu mẫu."})
        else:
            papers.append(paper)
    return papers


def clean(words: str) -> str:
    """Without the bullet and the broken spaces of the source."""
    return re.sub(r"^[\s\-+–•*]+", "", " ".join(words.split())).strip()


def _paper(one: dict[str, Any], name: str, case: str, *, required: bool) -> dict[str, Any]:
    paper: dict[str, Any] = {
        "id": "g" + sha256(f"{case}|{name}".encode()).hexdigest()[:10],
        "name": name[:MOST_NAME],
        "note": "Tên dài, nguồn cắt bớt." if one.get("cut") else "",
        "originals": int(one.get("original") or 0),
        "copies": int(one.get("copies") or 0),
        "required": required,
        "replaced_by": "",
        "made": False,
    }
    if case:
        paper["case"] = case[:MOST_CASE]
    if one.get("form_file"):
        paper["form_file"] = str(one["form_file"])[:200]
    return paper


@cache
def sometimes(case: str) -> bool:
    """Whether a heading over papers speaks of a condition: who acts for another, who has no account."""
    return bool(IF_ANY.search(fold(case)))


def is_required(folded: str) -> bool:
    """The declaration always; else what its own words make depend on nothing."""
    if DECLARATION.search(folded):
        return "neu co" not in folded
    return not IF_ANY.search(folded)
