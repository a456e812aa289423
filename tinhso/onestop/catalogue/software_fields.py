"""In which order a ministry's software asks, by procedure: what the province's pack says of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tinhso.lib.province_pack import ProvincePack, day, day_or_none
from tinhso.onestop.models import Procedure, SoftwareField

FILE = "software_fields.csv"
NAMES = ("software", "label", "path", "source")


def load_software_fields(pack: Path) -> int:
    """The lines of the pack, brought up to date; how many are new or other. A procedure that is not catalogued is passed over."""
    if not (pack / FILE).is_file():
        return 0
    rows = ProvincePack(pack).rows(FILE)
    known = dict(Procedure.objects.filter(code__in={r["procedure"] for r in rows}).values_list("code", "pk"))
    return sum(_put(row, known[row["procedure"]]) for row in rows if row["procedure"] in known)


def _put(row: dict[str, str], procedure_id: int) -> bool:
    key: dict[str, Any] = {
        "procedure_id": procedure_id,
        "line": int(row["line"]),
        "valid_from": day(row["valid_from"]),
    }
    values = {name: row[name] for name in NAMES} | {"valid_to": day_or_none(row["valid_to"])}
    standing = SoftwareField.objects.filter(**key).first()
    if standing and all(getattr(standing, name) == value for name, value in values.items()):
        return False
    SoftwareField.objects.update_or_create(**key, defaults=values)
    return True


def softwares(fields: Iterable[SoftwareField]) -> str:
    """Their names, each once."""
    return ", ".join(dict.fromkeys(one.software for one in fields))
