"""Invented answers to any form: what is asked is answered as its definition wants it, what is hidden is left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from datetime import date, timedelta
from random import Random
from typing import Any

from tinhso.demo.people import name
from tinhso.demo.wording import HAMLETS, sentence
from tinhso.kernel.people.public import Person
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.forms import Field, FormDefinition, children
from tinhso.lib.forms.field_types import GROUP_TYPES, LENGTHS
from tinhso.lib.forms.logic import holds
from tinhso.onestop.public import carried_rules

OPTIONAL = 0.4  # of the questions that need no answer so many get one
YES = 0.25
NEVER_YES = (
    "nop_ho",
    "co_tranh_chap",
)  # they would ask for a second person or a quarrel that the dossier has not
OTHER = ("khac", "to_chuc")  # choices that open further questions of which the demo has nothing to tell
METRES = ("m²", "m")


_parts: dict[int, tuple[Field, dict[str, Field]]] = {}


def parts_of(field: Field) -> dict[str, Field]:
    """The questions inside a composed one by id; made once for each field that is held."""
    cached = _parts.get(id(field))
    if cached is None or cached[0] is not field:
        cached = _parts[id(field)] = field, {part.id: part for part in children(field)}
    return cached[1]


@dataclass(frozen=True)
class Filling:
    """Whose dossier it is, of what day and place, and how the result is wanted."""

    person: Person
    units: list[AdminUnit]
    day: date
    procedure: str
    result_by: str
    rng: Random
    given: Mapping[str, str] = with_default(default_factory=dict)

    def answers(self, form: FormDefinition) -> dict[str, Any]:
        """The answers of the whole form, in its order; who applies is the same wherever the form names them."""
        found = self._answers_to(form.fields.values(), form.conditions)
        for rule in carried_rules().get(form.id, []):
            for question, source in rule["fill"].items() if holds(rule["when"], found) else ():
                path, _, reading = source.partition(" ")
                group, _, part = path.partition(".")
                value = found[group].get(part) if isinstance(found.get(group), dict) else None
                if value and question in found and reading in ("", "year"):
                    found[question] = int(value[:4]) if reading else value
        return found

    def _answers_to(self, fields: Any, conditions: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for field in fields:
            if not holds(conditions.get(field.id, True), found):
                continue
            if field.required or (field.type not in {"file", "note"} and self.rng.random() < OPTIONAL):
                found[field.id] = self.given.get(field.id) or self.value(field)
        return found

    def value(self, field: Field) -> Any:
        """A fitting answer to that question."""
        if field.type in GROUP_TYPES:
            return self._group(field)
        return MAKERS.get(field.type, Filling._text)(self, field)

    def _group(self, field: Field) -> dict[str, Any]:
        parts = parts_of(field)
        known = self._from_applicant(field)
        return {
            key: known.get(key) or self.value(part)
            for key, part in parts.items()
            if part.required or known.get(key)
        }

    def _from_applicant(self, field: Field) -> dict[str, Any]:
        """What the applicant's own row says, where the question is about the applicant."""
        if field.type == "address":
            return self._address(field)
        if field.type == "organisation":
            return {
                "name": f"Công ty TNHH Mô phỏng {self.rng.randint(10, 999)}",
                "representative": self.person.full_name,
                "position": "Giám đốc",
                "phone": self.person.phone,
            }
        born = (self.person.birth_date or date(1985, 5, 20)).isoformat()
        if field.prefill != "person" and field.id != "nguoi_lien_he":
            return {"full_name": name(self.rng), "birth_date": born}
        applicant = {"full_name": self.person.full_name, "phone": self.person.phone, "birth_date": born}
        return applicant | {"id_number": self.person.id_number}

    def _address(self, field: Field) -> dict[str, Any]:
        home = self.person.unit if field.prefill == "person" else None
        if home:
            return {"unit": home.code, "detail": self.person.address.split(",")[0]}
        return {"unit": self.rng.choice(self.units).code, "detail": self.rng.choice(HAMLETS)}

    def _rows(self, field: Field) -> list[dict[str, Any]]:
        conditions = {f.id: f.show_if for f in field.fields if f.show_if is not None}
        return [self._answers_to(field.fields, conditions) for _ in range(max(1, field.min_items or 1))]

    def _choice(self, field: Field) -> str:
        values = [choice.value for choice in field.choices]
        if field.id == "hinh_thuc_nhan" and self.result_by in values:
            return self.result_by
        return self.rng.choice([value for value in values if value not in OTHER] or values)

    def _choices(self, field: Field) -> list[str]:
        return [self._choice(field)]

    def _boolean(self, field: Field) -> bool:
        return field.id not in NEVER_YES and self.rng.random() < YES

    def _consent(self, _field: Field) -> bool:
        return True

    def _number(self, field: Field) -> int | float:
        low = field.min if isinstance(field.min, (int, float)) else 1
        high = field.max if isinstance(field.max, (int, float)) else low + 20
        least, most = (60, 180) if field.unit in METRES[:1] else (low, low + (6 if field.unit else 3))
        found = self.rng.uniform(max(low, least), min(high, most))
        return round(found, 1) if field.decimals else int(found)

    def _money(self, field: Field) -> int:
        low = int(field.min) if isinstance(field.min, (int, float)) else 0
        return low + self.rng.randint(5, 300) * 1_000_000

    def _year(self, field: Field) -> int:
        return self.rng.randint(1968, 1996) if "sinh" in field.id else self.rng.randint(1998, 2018)

    def _date(self, field: Field) -> str:
        if field.min == "today":
            return (self.day + timedelta(days=self.rng.randint(7, 40))).isoformat()
        grown = "sinh" in field.id and "tre" not in field.id
        days = self.rng.randint(20 * 365, 60 * 365) if grown else self.rng.randint(3, 50)
        return (self.day - timedelta(days=days)).isoformat()

    def _unit(self, _field: Field) -> str:
        return str(self.rng.choice(self.units).code)

    def _phone(self, _field: Field) -> str:
        return f"0900{self.rng.randrange(1_000_000):06}"

    def _email(self, _field: Field) -> str:
        return f"nguoi.dan.{self.rng.randint(100, 999)}@mo-phong.example"

    def _id_number(self, _field: Field) -> str:
        return f"0389{self.rng.randrange(100_000_000):08}"

    def _tax_code(self, _field: Field) -> str:
        return f"38{self.rng.randrange(100_000_000):08}"

    def _text(self, field: Field) -> str:
        texts = sentence(field.id) or (f"{field.label.rstrip('?')}: theo giấy tờ gửi kèm (mô phỏng)",)
        text = self.rng.choice(texts)
        if "{" in text:
            text = text.format_map(Invented(self))
        return text[: field.max_length or LENGTHS[field.type]].strip()


class Invented(dict[str, Any]):
    """The words in braces of a text, each invented when it is read: most texts hold one of them or none."""

    def __init__(self, filling: Filling) -> None:
        super().__init__(procedure=filling.procedure)
        self.filling = filling

    def __missing__(self, key: str) -> Any:
        return INVENTED[key](self.filling)


INVENTED: dict[str, Callable[[Filling], Any]] = {
    "name": lambda filling: name(filling.rng),
    "number": lambda filling: filling.rng.randint(10, 999),
    "digits": lambda filling: filling.rng.randint(100_000, 999_999),
    "year": lambda filling: filling.rng.randint(2005, 2021),
    "id_number": lambda filling: f"0389{filling.rng.randrange(100_000_000):08}",
    "hamlet": lambda filling: filling.rng.choice(HAMLETS),
    "unit": lambda filling: filling.rng.choice(filling.units).name,
}

MAKERS: dict[str, Callable[[Filling, Field], Any]] = {
    "repeat": Filling._rows,
    "choice": Filling._choice,
    "choices": Filling._choices,
    "boolean": Filling._boolean,
    "consent": Filling._consent,
    "number": Filling._number,
    "money": Filling._money,
    "year": Filling._year,
    "date": Filling._date,
    "unit": Filling._unit,
    "phone": Filling._phone,
    "email": Filling._email,
    "id_number": Filling._id_number,
    "tax_code": Filling._tax_code,
}
