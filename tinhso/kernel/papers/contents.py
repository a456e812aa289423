"""What each paper must be told. `render` refuses data with a key too few or too many."""

from datetime import date, datetime
from typing import TypedDict


class Letterhead(TypedDict):
    """Every paper. `number` "" and `date` "" leave room that is filled when the clerk numbers the paper."""

    parent: str  # cơ quan chủ quản, "" if none
    agency: str
    number: str
    place: str  # địa danh
    date: date | str
    verify_url: str  # absolute; "" prints no QR


class SignerBlock(TypedDict):
    """Who signs: every line above the room of the signature ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), the
    name below it. `SigningForm.block` of `people` says both."""

    lines: list[str]
    name: str


class Receipt(Letterhead):
    """Mẫu 01 (TT 01/2018 Đ9; các mục theo TT 03/2025)."""

    code: str
    desk: str
    applicant: str
    id_number: str
    address: str
    phone: str
    email: str
    authorised: str  # who files for somebody else, "" if nobody
    procedure: str
    documents: list[str]  # what came, each with the way in which it came
    owed: list[str]  # what is asked for and has not come
    copies: int
    time_limit: str  # in words: "5 ngày làm việc"
    received_at: datetime
    due_at: datetime
    result_at: str
    book: str
    book_order: str
    submitter: str
    submitter_note: str
    receiver: str


class Supplement(Letterhead):
    """Mẫu 02."""

    code: str
    applicant: str
    procedure: str
    address: str
    phone: str
    email: str
    items: list[str]
    reason: str
    reply_by: datetime | str
    contact: str
    contact_phone: str
    guide: str


class Refusal(Letterhead):
    """Mẫu 03."""

    code: str
    desk: str
    applicant: str
    id_number: str
    address: str
    phone: str
    email: str
    procedure: str
    reasons: list[str]
    basis: str
    signer: SignerBlock


class Apology(Letterhead):
    """Mẫu 04; `title` is "Phiếu xin lỗi và hẹn lại ngày trả kết quả", since TT 03/2025 another one."""

    title: str
    code: str
    applicant: str
    id_number: str
    procedure: str
    received_at: datetime
    due_at: datetime
    reason: str
    new_due_at: datetime
    signer: SignerBlock


class ControlRow(TypedDict):
    """One passing on: who gave, who took, when; `result` is trước hạn, đúng hạn, quá hạn or ""."""

    giver: str
    giver_name: str
    taker: str
    taker_name: str
    at: datetime
    result: str
    note: str


class Control(Letterhead):
    """Mẫu 05; made by the system, signed by nobody. `helps` names the agencies asked for an opinion."""

    code: str
    settles: str
    helps: str
    received_at: datetime
    due_at: datetime | str
    rows: list[ControlRow]
    overall: str


class Book(Letterhead):
    """Mẫu 06, A4 across; `book` says which field and year; each row has a text for each of `columns`."""

    book: str
    columns: list[str]
    rows: list[list[str]]


class Stop(Letterhead):
    """Thông báo dừng giải quyết hồ sơ (TT 03/2025 Đ7)."""

    code: str
    desk: str
    applicant: str
    id_number: str
    address: str
    phone: str
    email: str
    procedure: str
    received_at: datetime
    stopped_at: datetime
    reason: str
    basis: str
    signer: SignerBlock


class FeeReceipt(Letterhead):
    """Biên lai thu phí, lệ phí; `lines` are name, quantity and đồng as texts, `words` the amount in words."""

    code: str
    payer: str
    id_number: str
    address: str
    procedure: str
    lines: list[list[str]]
    amount: str
    words: str
    channel: str
    bank_ref: str
    paid_at: datetime
    collector: str
    refunded: bool


class Article(TypedDict):
    text: str
    points: list[str]


class Section(TypedDict):
    """Labelled lines under a heading; `rows` are pairs of label ("" for a plain line) and text."""

    heading: str
    rows: list[list[str]]


class Permit(Letterhead):
    """A result: licence, decision, certificate, extract. `issuer` is the line above the legal basis ("GIÁM ĐỐC SỞ …").

    `lead` comes before the opening, `closing` after the articles; `numbered` prints "Điều 1." before each article.
    """

    title: str
    subject: str  # trích yếu
    issuer: str
    legal_basis: list[str]
    lead: list[str]
    opening: str  # "QUYẾT ĐỊNH:" or ""
    sections: list[Section]
    articles: list[Article]
    numbered: bool
    closing: list[str]
    recipients: list[str]
    signer: SignerBlock


class Block(TypedDict):
    """A piece of a document's text: part, chapter, section, subsection, heading, article, clause, point or text."""

    kind: str
    number: str
    title: str
    text: str


class Appendix(TypedDict):
    """`label` is "Phụ lục I"; `note` says with which document it goes."""

    label: str
    title: str
    note: str
    blocks: list[Block]


class Official(Letterhead):
    """An official document in the layout of NĐ 30/2020, phụ lục I; the numbers are the boxes of its mục IV.

    `signers` are one (7, with Nơi nhận beside it), or two who stand side by side: who signs with the agency's seal is the last.
    """

    title: str  # 5a; "" for a letter, whose subject stands under the number (5b)
    subject: str
    issuer: str
    legal_basis: list[str]
    to: list[str]  # 9a
    to_words: str  # "Kính gửi", of a telegram "CHỦ TỊCH … điện"
    opening: str
    blocks: list[Block]  # 6
    signers: list[SignerBlock]
    recipients: list[str]  # 9b, the last is "Lưu: VT, …"
    urgency: str  # 10b: "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC" or ""
    circulation: str  # 11
    drafter: str  # 12
    contact: str  # 13
    appendices: list[Appendix]


class Copy(Letterhead):
    """The sheet after a copied document (NĐ 30/2020, phụ lục III mẫu 3.1): `form` is "SAO Y", "SAO LỤC" or "TRÍCH SAO"."""

    form: str
    source: str  # of which document, and which pages of it
    recipients: list[str]
    signer: SignerBlock


class CopyMark(TypedDict):
    """What stands above on the right of the first page of an electronic copy (mẫu 3.2)."""

    form: str
    agency: str
    time: str


class PersonStamp(TypedDict):
    width: float
    height: float
    name: str
    title: str
    agency: str
    time: str


class AgencyStamp(TypedDict):
    width: float
    height: float
    agency: str
    time: str


class Line(TypedDict):
    width: float
    height: float
    text: str
    style: str  # "normal" or "italic"


class Sheet(TypedDict):
    """A leaflet of one A4 page for the board of a village: large type, a QR to the page that says everything.

    `facts` are pairs of label and value; `more` is how many papers did not fit into `documents`.
    """

    agency: str
    name: str
    code: str
    facts: list[list[str]]
    documents: list[str]
    more: int
    ways: str
    page: str
    as_of: date
    verify_url: str


CONTENTS: dict[str, type] = {
    "receipt": Receipt,
    "supplement": Supplement,
    "refusal": Refusal,
    "apology": Apology,
    "control": Control,
    "book": Book,
    "stop": Stop,
    "fee_receipt": FeeReceipt,
    "permit": Permit,
    "official": Official,
    "copy": Copy,
    "copy_mark": CopyMark,
    "stamp_person": PersonStamp,
    "stamp_agency": AgencyStamp,
    "line": Line,
    "sheet": Sheet,
}
