"""What of a dossier is copied into the ministry's software: in the order of its screen, else of our form."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import commit
from tinhso.lib.dates import vn_date
from tinhso.lib.forms import FormDefinition
from tinhso.lib.forms.definition import children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.lib.forms.summary import answer_text
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.catalogue.software_fields import softwares
from tinhso.onestop.models import CopiedField, Dossier, SoftwareField

FACTS: dict[str, tuple[str, Callable[[Dossier], str]]] = {
    "ho-so.ma": ("Mã hồ sơ", lambda dossier: dossier.case.code),
    "ho-so.ngay-nhan": ("Ngày tiếp nhận", lambda dossier: _day(dossier.case.accepted_at)),
    "ho-so.ngay-hen": ("Ngày hẹn trả", lambda dossier: _day(dossier.case.due_at)),
    "nguoi-nop.ten": ("Họ tên, tên tổ chức", lambda dossier: dossier.applicant_name),
    "nguoi-nop.so": ("Số định danh, mã số thuế", lambda dossier: dossier.applicant_id_number),
    "nguoi-nop.dien-thoai": ("Điện thoại", lambda dossier: dossier.phone),
    "nguoi-nop.thu": ("Thư điện tử", lambda dossier: dossier.email),
    "nguoi-nop.dia-chi": ("Địa chỉ", lambda dossier: dossier.address),
}
"""What is no question of the form: a hyphen in the path, which no id of a question has."""
NO_TEXT = ("file", "note", "consent")


def _day(moment: object) -> str:
    return vn_date(moment) if moment else ""  # type: ignore[arg-type]


@dataclass(frozen=True)
class CopyLine:
    """One box: its label there, the text for it ("" where nothing was answered), and the tick that it was copied."""

    key: str
    label: str
    text: str
    tick: CopiedField | None = None
    committed: str = ""

    @property
    def is_changed(self) -> bool:
        """Ticked, and answered otherwise since."""
        return self.tick is not None and self.tick.value not in ("", self.committed)

    @property
    def is_copied(self) -> bool:
        return self.tick is not None and not self.is_changed

    @property
    def anchor(self) -> str:
        return "o-" + self.key.replace(".", "-")


@dataclass(frozen=True)
class CopySheet:
    """All boxes of a dossier. Without a `software` nobody has said its order: it is our form's."""

    software: str
    source: str
    lines: list[CopyLine]

    @property
    def copied(self) -> int:
        return sum(line.is_copied for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(line.is_changed for line in self.lines)

    def after(self, key: str) -> str:
        """The anchor of the next box without a tick; "" where none is left."""
        keys = [line.key for line in self.lines]
        start = keys.index(key) + 1 if key in keys else 0
        waiting = [
            line for line in self.lines[start:] + self.lines[:start] if not line.is_copied and line.text
        ]
        return waiting[0].anchor if waiting else ""


def copy_sheet(dossier: Dossier, day: date) -> CopySheet:
    """Three queries, and the names of places. The salt of a dossier that was erased is gone: nothing is committed there."""
    ordered = list(SoftwareField.objects.on(day).filter(procedure=dossier.version.procedure_id))
    ticks = {one.key: one for one in dossier.copied_fields.select_related("by")}
    names = unit_names(day)
    form = dossier.version.definition
    boxes = [(one.path, one.label) for one in ordered] or list(_own_order(form))
    salt, lines = bytes(dossier.salt), []
    for path, label in boxes:
        fact = FACTS.get(path)
        text = fact[1](dossier) if fact else answer_text(form, dossier.answers, path, unit_names=names)
        if text or ordered:
            committed = commit(salt, text) if salt else ""
            lines.append(CopyLine(path, label, text, ticks.get(path), committed))
    return CopySheet(softwares(ordered), ordered[0].source if ordered else "", lines)


def _own_order(form: FormDefinition) -> Iterator[tuple[str, str]]:
    yield from ((path, label) for path, (label, _read) in FACTS.items())
    for field in form.fields.values():
        yield from _paths(field)


def _paths(field: Field) -> Iterator[tuple[str, str]]:
    """Each part of a composed question is a box of its own, but an address is one."""
    if field.type in NO_TEXT:
        return
    if field.type in GROUP_TYPES and field.type != "address":
        for part in children(field):
            yield f"{field.id}.{part.id}", f"{field.label}: {part.label}"
    else:
        yield field.id, field.label
