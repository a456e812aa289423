"""What a document may hold, and what its type wants: problems are told all at once, each with its field and a sentence."""

import re
from datetime import date

from tinhso.documents.layout.document_forms import DocumentForm, form_of
from tinhso.documents.layout.letter_content import BLOCK_KINDS, BodyBlock, LetterContent

Problem = tuple[str, str]
MOST_SUBJECT, MOST_NAME, MOST_LINE, MOST_BLOCK = 500, 200, 1_000, 20_000
MOST_LINES, MOST_BLOCKS, MOST_APPENDICES, MOST_LETTERS = 200, 3_000, 50, 600_000
CAPACITIES = ("TM.", "Q.", "KT.", "TL.", "TUQ.")
CAPACITY = re.compile(r"[A-ZĐ]{1,4}\.(?= )")
"""What begins a line of authority."""
URGENCIES = ("", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")
CIRCULATIONS = ("", "XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")
NEEDED = {
    "legal_basis": "Ghi ít nhất một căn cứ ban hành.",
    "issuer": "Ghi chức danh hoặc tên người có thẩm quyền ban hành.",
    "to": "Ghi ít nhất một nơi nhận ở phần Kính gửi.",
}


class LetterRefused(ValueError):
    """The content is too long or lacks what its type needs; `problems` are pairs of field and sentence."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(words for _field, words in problems))
        self.problems = problems


def check_content(content: LetterContent, *, on: date) -> DocumentForm:
    """The form of its type. Raises: LetterRefused, NoForm."""
    form = form_of(content.type_code, on)
    problems = [*_missing(content, form), *_unknown(content), *_too_long(content), *_too_many(content)]
    if problems:
        raise LetterRefused(problems)
    return form


def _missing(content: LetterContent, form: DocumentForm) -> list[Problem]:
    found = [(name, NEEDED[name]) for name in form.needs if not getattr(content, name)]
    if form.subject_at == "number" and not content.subject.strip():
        found.append(("subject", "Ghi trích yếu nội dung của công văn."))
    if not content.agency.strip():
        found.append(("agency", "Ghi tên cơ quan ban hành."))
    if not content.blocks:
        found.append(("blocks", "Văn bản chưa có nội dung."))
    if len(content.signers) != form.signers:
        found.append(("signers", f"{content.type_name} có {form.signers} người ký ở cuối văn bản."))
    if any(not "".join(signer.lines).strip() for signer in content.signers):
        found.append(("signers", "Ghi chức vụ của người ký."))
    return found


def _unknown(content: LetterContent) -> list[Problem]:
    found = []
    if content.urgency not in URGENCIES:
        found.append(("urgency", "Mức độ khẩn là khẩn, thượng khẩn hoặc hỏa tốc."))
    if content.circulation not in CIRCULATIONS:
        found.append(("circulation", "Chỉ dẫn phạm vi lưu hành là XEM XONG TRẢ LẠI hoặc LƯU HÀNH NỘI BỘ."))
    marks = [CAPACITY.match(line) for signer in content.signers for line in signer.lines]
    if any(mark and mark[0] not in CAPACITIES for mark in marks):
        found.append(("signers", "Quyền hạn ký ghi TM., Q., KT., TL., TUQ. hoặc bỏ trống."))
    if any(block.kind not in BLOCK_KINDS for block in _every_block(content)):
        found.append(("blocks", "Có phần nội dung thuộc loại không có trong thể thức."))
    return found


def _too_long(content: LetterContent) -> list[Problem]:
    names = [content.agency, content.parent, content.place, content.number, content.drafter]
    names += [word for one in content.signers for word in (one.name, *one.lines)]
    lines = [content.issuer, content.opening, content.contact, *content.legal_basis, *content.to]
    lines += [*content.recipients, *(one.title for one in content.appendices)]
    found = []
    if len(content.subject) > MOST_SUBJECT:
        found.append(("subject", f"Trích yếu dài {len(content.subject)} ký tự; tối đa {MOST_SUBJECT}."))
    if (longest := max(map(len, names), default=0)) > MOST_NAME:
        found.append(("names", f"Tên cơ quan, chức vụ, họ tên dài {longest} ký tự; tối đa {MOST_NAME}."))
    if (longest := max(map(len, lines), default=0)) > MOST_LINE:
        found.append(("lines", f"Một dòng căn cứ, nơi nhận dài {longest} ký tự; tối đa {MOST_LINE}."))
    longest = max((len(one.title) + len(one.text) for one in _every_block(content)), default=0)
    if longest > MOST_BLOCK:
        found.append(("blocks", f"Một đoạn dài {longest} ký tự; tách ra, tối đa {MOST_BLOCK} ký tự."))
    return found


def _too_many(content: LetterContent) -> list[Problem]:
    lists = {"legal_basis": content.legal_basis, "to": content.to, "recipients": content.recipients}
    found = [
        (name, f"Có {len(lines)} dòng; tối đa {MOST_LINES} dòng.")
        for name, lines in lists.items()
        if len(lines) > MOST_LINES
    ]
    blocks = _every_block(content)
    letters = sum(len(one.title) + len(one.text) for one in blocks)
    if len(blocks) > MOST_BLOCKS or letters > MOST_LETTERS:
        found.append(
            (
                "blocks",
                f"Nội dung có {len(blocks)} đoạn, {letters} ký tự; tối đa {MOST_BLOCKS} đoạn, {MOST_LETTERS} ký tự."
                " Phần dài đưa vào phụ lục là tệp riêng.",
            )
        )
    if len(content.appendices) > MOST_APPENDICES:
        found.append(("appendices", f"Tối đa {MOST_APPENDICES} phụ lục trong một tệp."))
    return found


def _every_block(content: LetterContent) -> list[BodyBlock]:
    return [*content.blocks, *(block for one in content.appendices for block in one.blocks)]
