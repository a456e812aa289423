"""What of who applies differs between account, dossier and register: no dossier is accepted before an officer settled it
with words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from tinhso.casework.public import Case
from tinhso.kernel.people.public import Person
from tinhso.lib.forms import Field, logic
from tinhso.lib.forms.dates import write_day
from tinhso.onestop.data.form_files import carried_rules
from tinhso.onestop.dossier.applicants import is_named_only, is_unproved, known_under, same_name
from tinhso.onestop.models import Dossier

DAY = re.compile(r"\d\d/\d\d/\d{4}")
APPLICANT = "@applicant"
Parts = tuple[tuple[str, str, str], ...]
PARTS: Parts = (  # of a person: key, label, name in a register
    ("full_name", "Họ tên", "hoTen"),
    ("id_number", "Số định danh", "soDinhDanh"),
    ("birth_date", "Ngày sinh", "ngaySinh"),
)
COMPANY_PARTS: Parts = (("name", "Tên tổ chức", "ten"), ("tax_code", "Mã số thuế", "maSo"))
FACTS = {"hoTen", "ngaySinh", "soDinhDanh", "danToc", "quocTich"}  # of a register that say who somebody is
OF_APPLICANT = {part for part, *_rest in (*PARTS, *COMPANY_PARTS)}
UNSETTLED = "Thông tin người nộp không khớp. Thống nhất, ghi căn cứ rồi mới tiếp nhận hoặc trình ký."
FORM, DOSSIER = "Tờ khai", "Hồ sơ"


class IdentityUnsettled(Exception):
    """Account, dossier and register name the applicant otherwise; `differences` say how."""

    def __init__(self, differences: list["Difference"]) -> None:
        super().__init__(len(differences))
        self.differences = differences


@dataclass(frozen=True)
class NamedValue:
    """A value as it is shown, and who says so; `typed` where the form does."""

    source: str
    text: str
    typed: bool = False


@dataclass(frozen=True)
class Difference:
    """What differs, and every value of it. `paths` are the answers that the chosen one is written to; where there are none and it is
    no part of the applicant, words alone settle it."""

    key: str
    label: str
    values: tuple[NamedValue, ...]
    paths: tuple[tuple[str, str], ...] = ()

    @property
    def wants_choice(self) -> bool:
        return bool(self.paths) or self.key in OF_APPLICANT

    @property
    def typed(self) -> int:
        """The place of the value that the form has, the first where it has none."""
        return next((n for n, value in enumerate(self.values) if value.typed), 0)

    @property
    def mark(self) -> list[str]:
        """By what it is known again after it was settled."""
        return [self.key, *sorted(_plain(value.text) for value in self.values)]

    @property
    def written(self) -> list[Any]:
        return [self.label, [[value.source, value.text] for value in self.values]]


def check_identity_settled(dossier: Dossier) -> None:
    """Raises IdentityUnsettled."""
    if found := identity_differences(dossier):
        raise IdentityUnsettled(found)


def identity_differences(dossier: Dossier) -> list[Difference]:
    """Those that no officer has settled. Without a query where the case came with its people."""
    settled = dossier.identity()
    marks = settled.remaining if settled else []
    return [one for one in all_differences(dossier) if one.mark not in marks]


def all_differences(dossier: Dossier) -> list[Difference]:
    if dossier.case.person is None:
        return []
    parts = (*_of_applicant(dossier), *_of_others(dossier), *_of_carried(dossier))
    return [one for one in parts if one is not None]


def _of_applicant(dossier: Dossier) -> Iterator[Difference | None]:
    person, records = _known_person(dossier), dossier.source_records()
    header = {"full_name": dossier.applicant_name, "id_number": dossier.applicant_id_number}
    if person.kind == Person.Kind.ORGANISATION:
        known = {"name": person.full_name, "tax_code": person.id_number}
        header = {"name": header["full_name"], "tax_code": header["id_number"]}
        record = next((one for one in records.values() if one.values.get("maSo")), None)
        groups, names = _groups(dossier, "organisation", "organisation"), COMPANY_PARTS
    else:
        born = person.birth_date.isoformat() if person.birth_date else ""
        known = {"full_name": person.full_name, "id_number": person.id_number, "birth_date": born}
        record = records.get(APPLICANT)
        groups, names = _groups(dossier, "person", "person"), PARTS
    register, title = (record.values, record.title) if record and record.found else ({}, "")
    settled = dossier.identity()
    if settled and settled.birth_date:
        header["birth_date"] = settled.birth_date
    for part, label, name in names:
        values = [(_account(dossier), known.get(part, ""), False), (DOSSIER, header.get(part, ""), False)]
        values += [(FORM, str(answer.get(part, "")), True) for _field, answer in groups]
        values.append((title, str(register.get(name, "")), False))
        paths = tuple((field.id, part) for field, _answer in groups)
        yield _difference(part, label, values, paths)


def _of_others(dossier: Dossier) -> Iterator[Difference | None]:
    """An organisation in the form of a citizen who is not named as its representative, a citizen in that of an
    organisation, and somebody who is said to have filed."""
    person, account = _person(dossier), _account(dossier)
    for _field, answer in _groups(dossier, "organisation", "organisation"):
        named = same_name(person.full_name, str(answer.get("representative", "")))
        if person.kind == Person.Kind.CITIZEN and not named:
            values = [(account, _named(person.full_name, person.id_number), False)]
            values.append((FORM, _named(answer.get("name"), answer.get("tax_code")), True))
            yield _difference("organisation", "Tổ chức đứng tên", values)
    for _field, answer in _groups(dossier, "person", "person"):
        if person.kind == Person.Kind.ORGANISATION:
            values = [(account, _named(person.full_name, person.id_number), False)]
            values.append((FORM, _named(answer.get("full_name"), answer.get("id_number")), True))
            yield _difference("person", "Người đứng tên", values)
    filed = dossier.case.submitter or person
    for _field, answer in _groups(dossier, "person", "submitter"):
        values = [(account, _named(filed.full_name, filed.id_number), False)]
        values.append((FORM, _named(answer.get("full_name"), answer.get("id_number")), True))
        yield _difference("submitter", "Người nộp thay", values)


def _of_carried(dossier: Dossier) -> Iterator[Difference | None]:
    """What a source said of the applicant and their family, and what the form says of the applicant in two places."""
    form, answers = dossier.version.definition, dossier.answers
    for rule in carried_rules().get(form.id, []):
        for question, source in rule["fill"].items() if logic.holds(rule["when"], answers) else ():
            path, _, reading = source.partition(" ")
            who, value = _carried(dossier, path)
            typed, raw = str(answers.get(question, "")), value[:4] if reading == "year" else value
            is_readable = raw.isdecimal() if reading == "year" else bool(raw) and not reading
            if typed and is_readable and _plain(raw) not in _plain(typed):
                label = form.fields[question].label if question in form.fields else question
                values = [(FORM, typed, True), (who, raw, False)]
                yield _difference(question, label, values, ((question, ""),))


def _carried(dossier: Dossier, path: str) -> tuple[str, str]:
    """Who says it and what, of a rule that tells who somebody is; empty for every other."""
    key, _dot, name = path.rpartition(".")
    record = dossier.source_records().get(key)
    if record is not None and record.found and name in FACTS:
        return record.title, str(record.values.get(name, ""))
    answer = dossier.answers.get(key)
    if isinstance(answer, Mapping) and name in OF_APPLICANT:
        return dossier.version.definition.fields[key].label, str(answer.get(name, ""))
    return "", ""


def _person(dossier: Dossier) -> Person:
    assert dossier.case.person is not None  # noqa: S101 (asked before)
    return dossier.case.person


def _known_person(dossier: Dossier) -> Person:
    """Who is known of whoever was only named: the person under that number, if more than words made them known."""
    known = known_under(dossier) if is_named_only(dossier) else None
    return _person(dossier) if known is None or is_unproved(known) else known


def _account(dossier: Dossier) -> str:
    """Who says what the person's own row holds."""
    by_account = dossier.case.source == Case.Source.OWN_PORTAL and dossier.case.submitter_id is None
    return "Tài khoản" if by_account else "Người đã ghi trong hệ thống"


def _groups(dossier: Dossier, kind: str, prefill: str) -> list[tuple[Field, Mapping[str, Any]]]:
    """The answered questions of that kind that are about that source."""
    return [
        (field, answer)
        for field in dossier.version.definition.fields.values()
        if field.type == kind
        and field.prefill == prefill
        and isinstance(answer := dossier.answers.get(field.id), Mapping)
    ]


def _named(name: Any, number: Any) -> str:
    return f"{name or ''} ({number})" if number else str(name or "")


def _difference(
    key: str, label: str, values: list[tuple[str, str, bool]], paths: tuple[tuple[str, str], ...] = ()
) -> Difference | None:
    """None where all that is said says the same; who says the same stands together."""
    found: dict[str, NamedValue] = {}
    for source, raw, typed in values:
        text = write_day(raw) if key == "birth_date" and raw else raw
        if not text.strip() or (key == "birth_date" and not DAY.fullmatch(text)):
            continue  # a register may know no more than the year
        same = found.get(_plain(text), NamedValue("", text))
        sources = dict.fromkeys([*filter(None, [same.source]), source])
        found[_plain(text)] = NamedValue(", ".join(sources), same.text, typed or same.typed)
    return Difference(key, label, tuple(found.values()), paths) if len(found) > 1 else None


def _plain(text: str) -> str:
    """Without what people write in two ways: spaces, capitals, the hyphen of a dependent unit's code."""
    words = " ".join(normalize("NFC", text).split()).casefold()
    return words.replace("-", "") if words.replace("-", "").isdigit() else words
