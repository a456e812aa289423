"""What a publisher is asked of a file that was read (numbers that can be read in two ways, what looks implausible), and the
mends that take one press: each is the whole `ReadingForm` with one of its fields changed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.lib.numbers import vn_number
from tinhso.lib.tables.columns import DOTS
from tinhso.lib.tables.encodings import CHOICES
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
from tinhso.opendata.intakes.forms import DATES, DECIMALS, DELIMITERS, NO_HEADING, QUOTES, ReadingForm, typed
from tinhso.opendata.models import Intake

Answer = dict[str, Any]


def questions(intake: Intake) -> list[Answer]:
    """The columns with both readings, the proposed one first, each with what the first example would be."""
    return [column | {"choices": _choices(column)} for column in intake.undecided]


def _choices(column: Answer) -> list[Answer]:
    example = (column.get("examples") or ["1.234"])[0]
    return [
        {"form": form, "label": _label(form, example), "proposed": form == column["form"]}
        for form in (column["form"], column["other"])
    ]


def _label(form: str, example: str) -> str:
    if form == DOTS.name:
        return _("Dấu thập phân: %(number)s") % {"number": example.replace(".", ",")}
    return _("Hàng nghìn: %(number)s") % {"number": example.replace(".", " ")}


def chosen(intake: Intake, sent: Mapping[str, str]) -> Answer:
    """The wish of before with what was pressed: a mend, or the reading of one column. IntakeRefused for anything else."""
    if "mend" in sent:
        return mended(intake, sent["mend"])
    for column in intake.undecided:
        if column["name"] == sent.get("column") and sent.get("form") in (column["form"], column["other"]):
            forms = intake.wish.get("forms", {}) | {column["name"]: sent["form"]}
            return intake.wish | {"forms": forms}
    raise IntakeRefused(_("Cột này không còn chờ chọn cách đọc; hãy xem lại trang."))


def mended(intake: Intake, pressed: str) -> Answer:
    """The wish of before with one field changed: `field:value`, or `column:name:form`. IntakeRefused in words."""
    name, _colon, value = pressed.replace("\0", "").partition(":")
    data = typed(intake.wish, intake.columns)
    if name == "column":
        column, _colon, value = value.partition(":")
        places = [place for place, one in enumerate(intake.columns) if one["name"] == column]
        name = f"form_{places[0]}" if places else ""
    elif name == "skip" and value:
        value = f"{data['skip']}, {value}"
    elif name == "heading":
        data.pop("first", None)
    form = ReadingForm(data | {name: value}, columns=intake.columns)
    if name not in form.fields:
        raise IntakeRefused(_("Không có cách sửa này; hãy xem lại trang."))
    if not form.is_valid():
        raise IntakeRefused(" ".join(str(one) for problems in form.errors.values() for one in problems))
    return form.wish()


def has_lines(intake: Intake) -> bool:
    """Whether its lines may be headings or none of the table: JSON and Parquet have names and types of their own."""
    return intake.found.get("kind") in ("csv", "xlsx")


def mends(intake: Intake) -> list[Answer]:
    """The groups of buttons: `label`, and for each button its value, its words and whether it holds now."""
    now, first = typed(intake.wish, intake.columns), intake.found.get("first") or 1
    groups = [
        (_("Dấu phân cách"), "delimiter", DELIMITERS.items()),
        (_("Dấu bao quanh ô"), "quote", QUOTES.items()),
        (_("Bảng mã"), "encoding", [("", _("(tự nhận)")), *((name, name) for name in CHOICES)]),
        (_("Dấu thập phân"), "decimal", DECIMALS.items()),
        (_("Thứ tự của ngày"), "dates", DATES.items()),
    ]
    if not has_lines(intake):
        return []
    if intake.found["kind"] != "csv":
        groups = groups[3:]
    headings = [
        ("", _("(tự nhận)")),
        (NO_HEADING, _("không có")),
        (str(first), _("dòng %(n)s") % {"n": first}),
    ]
    for more in (1, 2):
        span = f"{first}-{first + more}"
        headings.append((span, _("dòng %(span)s") % {"span": span}))
    groups.insert(0, (_("Tiêu đề"), "heading", headings))
    if now["skip"]:
        groups.append((_("Các dòng đã bỏ"), "skip", [("", _("đọc lại tất cả"))]))
    return [
        {
            "label": label,
            "buttons": [
                {"value": f"{name}:{value}", "words": words, "now": str(now.get(name, "")) == value}
                for value, words in choices
            ],
        }
        for label, name, choices in groups
    ]


DOUBTS = {
    "one_column": gettext_lazy("Cả tệp được đọc thành một cột; có thể dấu phân cách chưa đúng."),
    "no_heading": gettext_lazy("Bảng không có dòng tiêu đề; tên cột sẽ là cot_1, cot_2, …"),
    "few_names": gettext_lazy("Hơn một nửa số cột không có tên; có thể dòng tiêu đề chưa đúng."),
    "short_heading": gettext_lazy(
        "Dòng tiêu đề ngắn hơn các dòng dữ liệu; hãy xem tên các cột có bị lệch không."
    ),
    "encoding": gettext_lazy("Không chắc bảng mã của tệp; hãy xem chữ có dấu ở các dòng dưới đây."),
    "refused": gettext_lazy("%(n)s dòng không đọc được hoặc phải sửa, nhiều hơn thường lệ."),
    "latitude": gettext_lazy("Cột “%(column)s”: %(n)s vĩ độ nằm ngoài khoảng -90 đến 90."),
    "longitude": gettext_lazy("Cột “%(column)s”: %(n)s kinh độ nằm ngoài khoảng -180 đến 180."),
}


def doubts(intake: Intake) -> list[Answer]:
    """What looks implausible, in words, each with the key that confirms it."""
    return [
        {
            "key": one["key"],
            "words": DOUBTS[one["code"]] % {"n": vn_number(one.get("count", 0)), **_named(one)},
        }
        for one in intake.doubts
    ]


def _named(doubt: Answer) -> Answer:
    return {"column": doubt.get("column", "")}
