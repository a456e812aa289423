"""What a report consists of when it comes in, by whatever channel, and what is wrong with it in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tinhso.citizen.models import ReportCategory
from tinhso.kernel.files.public import MEGABYTE, UploadRules
from tinhso.kernel.places.public import AdminUnit, ground_on
from tinhso.lib.files.kinds import PICTURES

MOST_TEXT, MOST_PHOTOS, MOST_ADDRESS, MOST_ANSWER = 4000, 5, 300, 500
PHOTO_RULES = UploadRules(
    allow=PICTURES,
    max_size=10 * MEGABYTE,
    max_files=MOST_PHOTOS,
    max_total=MOST_PHOTOS * 10 * MEGABYTE,
    clean_pictures=True,
    most_side=1600,
)
"""What a photo may be; `replace(PHOTO_RULES, scope=…)` counts them within a draft."""


OUTSIDE = _lazy("Điểm này nằm ngoài tỉnh; chọn điểm trong tỉnh, hoặc chọn xã và ghi địa chỉ.")


@dataclass(frozen=True)
class Contact:
    """Who reports: kept apart from the report. `confirmed` says that the phone answered a code."""

    name: str = ""
    phone: str = ""
    email: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class ReportContent:
    """One report as it comes in; `lat`, `lon` are WGS84 degrees, `photos` ids of stored files of the sender."""

    category: ReportCategory
    description: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    commune: AdminUnit | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    photos: tuple[UUID, ...] = ()
    anonymous: bool = True
    contact: Contact = Contact()


class ContentRefused(Exception):
    """Nothing was sent and nothing is lost. `problems` are pairs: the field (category, description, place, photos,
    attribute codes), and a whole sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__([name for name, _ in problems])
        self.problems = problems


def check_content(content: ReportContent, *, on: date, photos_kept: int = 0) -> None:
    """ContentRefused with everything that is missing or wrong at once."""
    photos = len(content.photos) + photos_kept
    problems = [*_text_problems(content, photos), *_place_problems(content, on)]
    problems += attribute_problems(content.category, content.attributes)
    if photos > MOST_PHOTOS:
        problems.append(("photos", _("Một phản ánh nhận nhiều nhất %(n)s ảnh.") % {"n": MOST_PHOTOS}))
    if problems:
        raise ContentRefused(problems)


def _text_problems(content: ReportContent, photos: int) -> list[tuple[str, str]]:
    text = content.description.strip()
    if not text and not photos:
        return [("description", _("Viết vài lời mô tả sự việc, hoặc gửi ít nhất một ảnh."))]
    if len(text) > MOST_TEXT:
        numbers = {"n": len(text), "most": MOST_TEXT}
        return [("description", _("Mô tả dài %(n)s ký tự; rút gọn còn tối đa %(most)s ký tự.") % numbers)]
    return []


def _place_problems(content: ReportContent, on: date) -> list[tuple[str, str]]:
    whole = content.lat is not None and content.lon is not None
    if not whole and not content.address.strip() and content.commune is None:
        return [
            ("place", _("Cho biết nơi xảy ra: chọn vị trí trên bản đồ, ghi địa chỉ hoặc chọn xã, phường."))
        ]
    if len(content.address) > MOST_ADDRESS:
        return [("place", _("Địa chỉ dài quá %(most)s ký tự.") % {"most": MOST_ADDRESS})]
    if whole and not (-90 <= float(content.lat or 0) <= 90 and -180 <= float(content.lon or 0) <= 180):
        return [("place", _("Vĩ độ, kinh độ không đúng."))]
    if content.lat is not None and content.lon is not None and not on_the_map(content.lat, content.lon, on):
        return [("place", str(OUTSIDE))]
    if content.commune is not None and not content.commune.exists_on(on):
        return [("place", _("Xã, phường này không còn trong danh sách hiện nay; chọn lại."))]
    return []


def on_the_map(lat: float, lon: float, on: date) -> bool:
    """Whether the maps of that day reach so far. The queries of the places, kept some seconds."""
    frame = ground_on(on).frame
    return frame.south <= lat <= frame.north and frame.west <= lon <= frame.east


def attribute_problems(category: ReportCategory, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the answers to the further questions of a category."""
    known = {attribute["code"]: attribute for attribute in category.attributes}
    problems = [
        (code, _("Không có câu hỏi “%(code)s”.") % {"code": code[:40]}) for code in given if code not in known
    ]
    for code, attribute in known.items():
        value = given.get(code)
        if value in (None, "", []):
            if attribute["required"]:
                problems.append((code, _("Trả lời câu hỏi: %(q)s.") % {"q": attribute["description"]}))
        elif not _fits(attribute, value):
            problems.append(
                (code, _("Câu trả lời cho “%(q)s” không đúng.") % {"q": attribute["description"]})
            )
    return problems


def _fits(attribute: Mapping[str, Any], value: Any) -> bool:
    kind, keys = attribute["datatype"], {v["key"] for v in attribute["values"]}
    if kind == "multivaluelist":
        return isinstance(value, list) and all(v in keys for v in value)
    if not isinstance(value, str) or len(value) > MOST_ANSWER:
        return False
    if kind == "singlevaluelist":
        return value in keys
    return kind != "number" or _is_number(value)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text.replace(",", ".")).is_finite()
    except InvalidOperation:
        return False


def answers_in_words(category: ReportCategory, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Question and answer in words, in the order of the category."""
    texts = []
    for attribute in category.attributes:
        value = answers.get(attribute["code"])
        if value:
            names = {v["key"]: v["name"] for v in attribute["values"]}
            given = value if isinstance(value, list) else [value]
            texts.append((attribute["description"], ", ".join(names.get(str(v), str(v)) for v in given)))
    return texts
