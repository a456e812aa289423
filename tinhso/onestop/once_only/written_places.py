"""Addresses that sources told, as communes of the day; where one is not certain the person chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tinhso.onestop.catalogue.written_addresses import WrittenAddress, read_address
from tinhso.onestop.models import SourceRecord
from tinhso.onestop.once_only.questions import SPOUSE

LABELS = {"noiThuongTru": ("Nơi thường trú",), "diaChi": ("Trụ sở chính", "Địa chỉ thửa đất")}
"""Fields of records that are addresses in words, and what they may be called: of a plot nobody is at home there."""
CODES = {"noiThuongTru": "maXaThuongTru"}
"""Where the source names the code of the former commune too."""
PLOT = "Địa chỉ thửa đất"


@dataclass(frozen=True)
class WrittenPlace:
    """The address of a record: what it is called, whom it is of (the record's key), and how it reads today."""

    label: str
    key: str
    address: WrittenAddress

    @property
    def is_of_applicant(self) -> bool:
        return self.key != SPOUSE and self.label != PLOT

    @property
    def now(self) -> str:
        """The communes of the day by name, where they are not what is written."""
        names = [name for _code, name in self.address.communes]
        return "" if names == [self.address.former] else ", ".join(names)


def written_places(records: Mapping[str, SourceRecord] | None, on: date) -> list[WrittenPlace]:
    """Every address that the sources told, the applicant's own first. Two queries at most for each."""
    found = []
    for record in (records or {}).values():
        called = {str(row[0]) for row in record.rows}
        for name, labels in LABELS.items():
            text = str(record.values.get(name, "")) if record.found else ""
            if text:
                code = str(record.values.get(CODES.get(name, ""), ""))
                label = next((one for one in labels if one in called), labels[0])
                found.append(WrittenPlace(label, record.key, read_address(text, on=on, code=code)))
    return found
