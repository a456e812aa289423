"""What a new version of a form changes for the dossiers under way: safe, needs migration, or refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tinhso.lib.forms.definition import FormDefinition
from tinhso.lib.forms.field import Field


class Weight(StrEnum):
    SAFE = "safe"
    MIGRATION = "migration"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    """One change of one field and what it means; `kind` is a code of what was done."""

    field: str
    weight: Weight
    sentence: str
    kind: str = ""


def changes(old: FormDefinition, new: FormDefinition) -> list[Change]:
    """Every change between two versions, the gravest first."""
    was, now = _places(old), _places(new)
    found = [c for i, (f, group) in now.items() for c in _one(old, new, i, f, group, was)]
    found += [_removed_field(i, f, new) for i, (f, _) in was.items() if i not in now]
    found += [
        Change(
            i,
            Weight.REFUSED,
            f"Mã “{i}” đã ngừng dùng ở bản trước nhưng bản mới không còn ghi lại.",
            "reused",
        )
        for i in old.retired
        if i not in new.retired
    ]
    gravity = [Weight.REFUSED, Weight.MIGRATION, Weight.SAFE]
    return sorted(found, key=lambda c: gravity.index(c.weight))


def verdict(old: FormDefinition, new: FormDefinition) -> Weight:
    """The gravest of all changes."""
    found = changes(old, new)
    return found[0].weight if found else Weight.SAFE


def _places(form: FormDefinition) -> dict[str, tuple[Field, str]]:
    """Field id -> the field and the repeated group in which it stands ("" outside)."""
    out = {i: (f, "") for i, f in form.fields.items() if f.type != "note"}
    for group in form.fields.values():
        out |= {c.id: (c, group.id) for c in group.fields if c.type != "note"}
    return out


def _removed_field(i: str, f: Field, new: FormDefinition) -> Change:
    if i not in new.retired:
        return Change(
            i,
            Weight.REFUSED,
            f"Bỏ trường “{f.label}” thì phải ghi mã “{i}” vào danh sách ngừng dùng.",
            "removed",
        )
    sentence = f"Trường “{f.label}” không còn; hồ sơ đã nộp giữ nguyên câu trả lời."
    return Change(i, Weight.MIGRATION, sentence, "removed")


def _one(
    old: FormDefinition, new: FormDefinition, i: str, f: Field, group: str, was: dict[str, tuple[Field, str]]
) -> Iterator[Change]:
    if i in old.retired:
        yield Change(i, Weight.REFUSED, f"Mã “{i}” đã ngừng dùng, không được dùng lại.", "reused")
    elif i not in was:
        weight = Weight.MIGRATION if f.required else Weight.SAFE
        sentence = f"Thêm trường {'bắt buộc ' if f.required else ''}“{f.label}”."
        yield Change(i, weight, sentence, "added_required" if f.required else "added")
    elif was[i][0].type != f.type or was[i][1] != group:
        yield Change(
            i, Weight.REFUSED, f"Trường “{f.label}” đổi loại hoặc đổi nhóm: phải dùng mã mới.", "type"
        )
    else:
        yield from _same_field(was[i][0], f, old.conditions.get(i), new.conditions.get(i))


def _same_field(old: Field, new: Field, shown: object, shows: object) -> Iterator[Change]:
    name = new.label
    if (shown, old.show_if) != (shows, new.show_if):
        yield Change(new.id, Weight.MIGRATION, f"“{name}” đổi điều kiện hiển thị.", "condition")
    if old.required != new.required:
        weight = Weight.MIGRATION if new.required else Weight.SAFE
        sentence = f"“{name}” {'trở thành bắt buộc' if new.required else 'không còn bắt buộc'}."
        yield Change(new.id, weight, sentence, "required" if new.required else "optional")
    yield from _choices(old, new)
    if _tighter(old, new):
        yield Change(new.id, Weight.MIGRATION, f"“{name}” có giới hạn chặt hơn.", "tighter")
    elif _limits(old) != _limits(new):
        yield Change(new.id, Weight.SAFE, f"“{name}” có giới hạn rộng hơn.", "wider")
    if set(new.require) - set(old.require) or set(old.without) != set(new.without):
        yield Change(new.id, Weight.MIGRATION, f"“{name}” hỏi các phần khác trước.", "parts")
    if (old.label, old.hint) != (new.label, new.hint):
        yield Change(new.id, Weight.SAFE, f"“{name}” đổi nhãn hoặc lời hướng dẫn.", "label")


def _choices(old: Field, new: Field) -> Iterator[Change]:
    was, now = {c.value: c.label for c in old.choices}, {c.value: c.label for c in new.choices}
    for value in sorted(was.keys() - now.keys()):
        yield Change(new.id, Weight.MIGRATION, f"“{new.label}” bỏ lựa chọn “{was[value]}”.", "choice_removed")
    for value in sorted(now.keys() - was.keys()):
        yield Change(new.id, Weight.SAFE, f"“{new.label}” thêm lựa chọn “{now[value]}”.", "choice_added")


def _limits(f: Field) -> tuple[object, ...]:
    return (f.min_length, f.max_length, f.min, f.max, f.decimals, f.pattern, f.min_items, f.max_items)


def _tighter(old: Field, new: Field) -> bool:
    if old.pattern != new.pattern and new.pattern:
        return True
    lows = [(old.min_length, new.min_length), (old.min, new.min), (old.min_items, new.min_items)]
    highs = [(old.max_length, new.max_length), (old.max, new.max), (old.max_items, new.max_items)]
    return (
        new.decimals < old.decimals
        or any(_beyond(a, b, up=True) for a, b in lows)
        or any(_beyond(a, b, up=False) for a, b in highs)
    )


def _beyond(old: float | str | None, new: float | str | None, *, up: bool) -> bool:
    """Whether the new bound cuts off what the old one let through; bounds of unlike kinds count as such."""
    if new is None or old == new:
        return False
    if old is None or isinstance(old, str) or isinstance(new, str):
        return True
    return new > old if up else new < old
