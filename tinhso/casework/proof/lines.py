"""What a comparison found, in the words of `tinhso verify` and the pages."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.casework.models import Case
from tinhso.casework.proof.compare import MISSING, STRAY, Compared, Difference
from tinhso.casework.proof.reading import tables

MOST_LINES = 200


def lines_of(found: Compared) -> list[str]:
    """One for each value that differs, at most two hundred and how many cases more."""
    shown = found.differences[:MOST_LINES]
    codes = codes_of({one.case_id for one in shown})
    lines = [line(one, codes) for one in shown]
    if more := found.differing - len({one.case_id for one in shown}):
        lines.append(_("… và %(n)s hồ sơ, việc khác cũng sai.") % {"n": more})
    return lines


def codes_of(ids: Iterable[int]) -> dict[int, str]:
    return dict(Case.objects.filter(pk__in=list(ids)).values_list("pk", "code"))


def line(one: Difference, codes: dict[int, str]) -> str:
    named = {"code": codes.get(one.case_id, ""), "id": one.case_id, "table": table_name(one)}
    if one.column == MISSING:
        return _("%(code)s (số %(id)s): nhật ký có sự kiện nhưng dòng của bảng %(table)s không còn") % named
    if one.column == STRAY:
        return _("%(code)s (số %(id)s): dòng của bảng %(table)s không có sự kiện nào mở ra") % named
    values = {"column": one.column, "said": moment_text(one.in_log), "held": moment_text(one.in_table)}
    words = _("%(code)s (số %(id)s): %(table)s.%(column)s ghi %(held)s, theo sự kiện là %(said)s")
    return words % (named | values)


def table_name(one: Difference) -> str:
    name = apps.get_model(one.table)._meta.db_table
    named = f"{name}[{one.key}]" if one.key is not None else name
    chosen = "/".join(path.partition("__")[0] for path in _chosen_by().get(one.table, ()))
    return f"{named}.{chosen}" if chosen and one.column in (MISSING, STRAY) else named


@cache
def _chosen_by() -> dict[str, tuple[str, ...]]:
    """By model the columns that say which of its rows follow from events: a row changed there looks made or gone."""
    return {table.model: tuple(table.only) for table in tables()}


def moment_text(value: Any) -> str:
    """A moment by the clock of the province; nothing as a dash."""
    if isinstance(value, str) and value.endswith("Z") and "T" in value:
        return f"{timezone.localtime(datetime.fromisoformat(value)):%d/%m/%Y %H:%M:%S}"
    return "–" if value in (None, "") else str(value)
