"""What a publisher is asked of a file that was read: a column whose numbers can be read in two ways."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tinhso.lib.tables.columns import DOTS
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
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
    """The wish of before, with the chosen reading of one column. IntakeRefused for anything else."""
    for column in intake.undecided:
        if column["name"] == sent.get("column") and sent.get("form") in (column["form"], column["other"]):
            forms = intake.wish.get("forms", {}) | {column["name"]: sent["form"]}
            return intake.wish | {"forms": forms}
    raise IntakeRefused(_("Cột này không còn chờ chọn cách đọc; hãy xem lại trang."))
