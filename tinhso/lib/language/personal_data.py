"""Finds what tells who a person is in Vietnamese text: before it is published somebody looks at it.

Few false alarms matter as much as few misses: a bare number is only taken where its digits have the structure of an
identity number (Thông tư 59/2021/TT-BCA: province, century and sex, year) or of a mobile telephone; nine digits and bank
accounts need a word beside them; amounts, dates, codes of firms and addresses of agencies (.gov.vn) are let pass.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tinhso.lib.language.vietnamese import without_marks


class Personal(StrEnum):
    CITIZEN_ID = "citizen_id"
    OLD_ID = "old_id"
    PHONE = "phone"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"
    NAME_WITH_ADDRESS = "name_with_address"
    NAME_WITH_HEALTH = "name_with_health"
    NAME = "name"
    INSURANCE = "insurance"
    PLATE = "plate"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Personal.CITIZEN_ID: "số định danh cá nhân, căn cước (12 số)",
    Personal.OLD_ID: "số chứng minh nhân dân (9 số)",
    Personal.PHONE: "số điện thoại di động",
    Personal.EMAIL: "địa chỉ thư điện tử",
    Personal.BANK_ACCOUNT: "số tài khoản ngân hàng",
    Personal.NAME_WITH_ADDRESS: "họ tên kèm địa chỉ",
    Personal.NAME_WITH_HEALTH: "họ tên kèm chẩn đoán, tình trạng sức khỏe",
    Personal.NAME: "họ tên cá nhân",
    Personal.INSURANCE: "mã số bảo hiểm xã hội, thẻ bảo hiểm y tế",
    Personal.PLATE: "biển số xe",
}


@dataclass(frozen=True)
class Found:
    """`text[start:end]` of what was read is of this kind."""

    kind: Personal
    start: int
    end: int


PROVINCES = frozenset(
    re.findall(
        r"\w+",
        """
    001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037
    038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079
    080 082 083 084 086 087 089 091 092 093 094 095 096
        """,
    )
)
"""Codes of provinces in identity numbers (Thông tư 59/2021/TT-BCA, phụ lục I); kept after the merger."""
SURNAMES = frozenset(
    re.findall(
        r"\w+",
        """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh mai lâm đoàn đào
    cao lương lưu triệu tạ quách hà trương tô la vi lò giang thái tống kiều nghiêm chu khương bạch ninh
    tăng vàng sùng giàng giáp
        """,
    )
)
"""The common surnames of the country, Mường, Thái and Mông ones of the province among them."""
UNMARKED = frozenset(without_marks(name) for name in SURNAMES) - {"truong", "duong", "vang", "la"}
"""As typed without marks; what is also a school, a road or an article is left out."""
NEAR = 45  # characters before a number in which its word may stand
APART = 120  # characters between a name and its address

DIGITS = re.compile(r"(?<![\w.,/+-])\d(?:[ .-]?\d){8,18}(?![\w/]|[.,-]\d)")
PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+?84[ .-]?|0)(?:3[2-9]|5[25689]|7[06-9]|8\d|9\d)(?:[ .-]?\d){7}(?![\w/]|[.,-]\d)"
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@((?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24})(?![\w-])")
WORD_OF_ID = re.compile(r"(?:can cuoc|cccd|dinh danh|so dinh danh|giay to tuy than|giay to so|so giay to)")
WORD_OF_OLD_ID = re.compile(r"(?:cmnd|cmt|cmtnd|chung minh|giay to tuy than|so giay to|giay to so)")
WORD_OF_PERSON = re.compile(rf"{WORD_OF_ID.pattern}|{WORD_OF_OLD_ID.pattern}")
WORD_OF_ACCOUNT = re.compile(
    r"(?:tai khoan|\bstk\b|\btk\b|vietcombank|agribank|vietinbank|\bbidv\b|techcombank|\bmb ?bank)"
)
WORD_OF_FIRM = re.compile(
    r"(?:ma so thue|\bmst\b|ma doanh nghiep|ma so doanh nghiep|ma so ho kinh doanh|ma ho so|so ho so)"
)
WORD_OF_INSURANCE = re.compile(r"(?:bhxh|bhyt|bao hiem xa hoi|bao hiem y te|so so bao hiem|ma so bao hiem)")
HEALTH_CARD = re.compile(r"(?<!\w)[A-Z]{2}[ -]?[1-5](?:[ -]?\d){12}(?!\w)")
HEALTH = re.compile(
    r"(?<!\w)(?:chan doan|mac benh|nhiem hiv|duong tinh|ung thu|tam than|khuyet tat|nhap vien|dieu tri benh)(?!\w)",
    re.IGNORECASE,
)
PATIENT = re.compile(r"(?:benh nhan|nguoi benh|nan nhan)\s+$", re.IGNORECASE)
WORD_OF_PHONE = re.compile(r"(?:dien thoai|di dong|\bsdt\b|\bdt\b|\btel\b|phone|mobile|zalo|lien he|hotline)")
NAME = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(map(without_marks, SURNAMES)))})(?: [a-z']{{1,7}}){{1,4}}", re.IGNORECASE
)
NO_PERSON = re.compile(
    r"(?:duong|pho|ngo|ngach|hem|truong|thpt|thcs|tieu hoc|mam non|xa|phuong|thi tran|huyen|quan|thanh pho|tinh|thon|xom|cho|cau|"
    r"benh vien|cong vien|khu|dinh|chua|den|den tho|le hoi|giai|quy|cong ty|tnhh|hop tac xa|doanh nghiep|hieu|cum|ban|lang)\s+$",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?<!\w)(?:so nha|nha so|so \d+|\d+[a-z]?(?:/\d+)* (?:duong|pho|ngo)|ngo \d+|ngach \d+|hem \d+|to dan pho|khu pho|to \d+|"
    r"thon|xom|ap|ban|buon|lang|khu \d+|thuong tru|tam tru|dia chi|que quan|noi o)(?!\w)",
    re.IGNORECASE,
)


def find_personal_data(text: str, *, context: str = "") -> list[Found]:
    """What tells who a person is, in the order of the text; no two overlap.

    `context` stands before the text without being read: the heading of a column, the label of a field.
    """
    plain = _aligned(text)
    hint = _aligned(context).lower()
    found: list[Found] = []
    for one in (
        *_mails(text),
        *_cards(plain),
        *_phones(plain, hint),
        *_numbers(plain, hint),
        *_names(text, plain),
    ):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def find_in_number(digits: str, *, context: str = "") -> tuple[Personal | None, bool]:
    """What a number of so many digits may be once the zeros that a spreadsheet or a program dropped stand again.

    An identity number begins with 0, a mobile telephone too: as numbers they have ten or eleven and nine digits, as amounts
    have. The second value says whether `context`, the heading, makes it certain; else only the company of its column can.
    """
    for whole, kind, words in (
        (digits.zfill(12), Personal.CITIZEN_ID, WORD_OF_PERSON),
        (f"0{digits}", Personal.PHONE, WORD_OF_PHONE),
    ):
        fits = 10 <= len(digits) <= 11 if kind is Personal.CITIZEN_ID else len(digits) == 9
        if fits and any(found.kind is kind for found in find_personal_data(whole, context=context)):
            return kind, bool(words.search(_aligned(context).lower()))
    return None, False


def mask(text: str, found: list[Found]) -> str:
    """The text with each find as `[kind]`: for pages that tell where it stood, not what it was."""
    for one in reversed(found):
        text = f"{text[: one.start]}[{one.kind.label}]{text[one.end :]}"
    return text


def _aligned(text: str) -> str:
    """Without marks and of the same length, so that places in it are places in the text."""
    bare = without_marks(text)
    if len(bare) == len(text):
        return bare
    return "".join((without_marks(char) or " ")[:1] for char in text)


def _before(plain: str, start: int, hint: str) -> str:
    return f"{hint} {plain[max(0, start - NEAR) : start].lower()}"


def _mails(text: str) -> Iterator[Found]:
    for match in EMAIL.finditer(text):
        if not match[1].lower().endswith("gov.vn"):
            yield Found(Personal.EMAIL, match.start(), match.end())


def _cards(plain: str) -> Iterator[Found]:
    for match in HEALTH_CARD.finditer(plain):
        yield Found(Personal.INSURANCE, match.start(), match.end())


def _phones(plain: str, hint: str) -> Iterator[Found]:
    for match in PHONE.finditer(plain):
        before = _before(plain, match.start(), hint)
        if not _last_is(before, WORD_OF_FIRM, WORD_OF_PHONE) and not _last_is(
            before, WORD_OF_ACCOUNT, WORD_OF_PHONE
        ):
            yield Found(Personal.PHONE, match.start(), match.end())


def _last_is(before: str, one: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether a word of `one` stands nearer to the number than any word of `other`."""
    places = [max((match.start() for match in words.finditer(before)), default=-1) for words in (one, other)]
    return places[0] > places[1]


def _numbers(plain: str, hint: str) -> Iterator[Found]:
    for match in DIGITS.finditer(plain):
        kind = _kind_of_number(re.sub(r"\D", "", match[0]), match[0], _before(plain, match.start(), hint))
        if kind:
            yield Found(kind, match.start(), match.end())


def _kind_of_number(digits: str, written: str, before: str) -> Personal | None:
    if WORD_OF_ACCOUNT.search(before) and not _last_is(before, WORD_OF_FIRM, WORD_OF_ACCOUNT):
        return Personal.BANK_ACCOUNT
    if len(digits) == 10 and WORD_OF_INSURANCE.search(before):
        return Personal.INSURANCE
    if len(digits) == 12 and (WORD_OF_ID.search(before) or WORD_OF_OLD_ID.search(before)):
        return Personal.CITIZEN_ID
    if (
        len(digits) == 12
        and _is_citizen_id(digits)
        and not _grouped(written)
        and not WORD_OF_FIRM.search(before)
    ):
        return Personal.CITIZEN_ID
    if len(digits) == 9 and (WORD_OF_OLD_ID.search(before) or WORD_OF_ID.search(before)):
        return Personal.OLD_ID
    return None


def _is_citizen_id(digits: str) -> bool:
    """Province, then 0 to 3 for sex and century, then the year: after 2000 nobody is born beyond 2040 yet."""
    young = digits[3] in "23"
    return digits[:3] in PROVINCES and digits[3] in "0123" and (not young or int(digits[4:6]) <= 40)


def _grouped(written: str) -> bool:
    """An amount in groups of three: 038.201.000.123 may be one, 038 201 000 123 may be an identity number."""
    return "." in written


def _names(text: str, plain: str) -> Iterator[Found]:
    for match in NAME.finditer(plain):
        name = _capitalised(text, match.start(), match.end())
        if (
            not _is_surname(name)
            or len(name.split()) < 2
            or NO_PERSON.search(plain[max(0, match.start() - 20) : match.start()])
        ):
            continue
        end = match.start() + len(name)
        address = ADDRESS.search(plain, end, end + APART)
        if address and "\n\n" not in plain[end : address.start()]:
            yield Found(Personal.NAME_WITH_ADDRESS, match.start(), address.end())
        elif health := HEALTH.search(plain, end, end + APART):
            yield Found(Personal.NAME_WITH_HEALTH, match.start(), health.end())
        elif PATIENT.search(plain[max(0, match.start() - 20) : match.start()]):
            yield Found(Personal.NAME_WITH_HEALTH, match.start(), end)


def _is_surname(name: str) -> bool:
    """Lê is one and lễ is none; without marks both are "le", which is taken."""
    first = unicodedata.normalize("NFC", name.partition(" ")[0].lower())
    return first in SURNAMES or first in UNMARKED


def _capitalised(text: str, start: int, end: int) -> str:
    """The words from the start that are all written as names are: Nguyễn Văn An, NGUYỄN VĂN AN."""
    words: list[str] = []
    for word in text[start:end].split(" "):
        if not word[:1].isupper():
            break
        words.append(word)
    return " ".join(words)
