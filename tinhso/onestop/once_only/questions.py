"""Whom a source is asked about: the applicant, and who the sources themselves name as their family. Never a number that was typed
of somebody else: whoever knows a stranger's number would learn where they live."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tinhso.kernel.people.public import Person
from tinhso.onestop.models import Dossier, PaperSource, SourceRecord

APPLICANT, SPOUSE = f"@{PaperSource.Subject.APPLICANT}", f"@{PaperSource.Subject.SPOUSE}"
RELATION = "quan_he_tre"  # the question of forms on births that tells what the applicant is of the child
CITIZEN_ID, TAX_CODE = re.compile(r"[0-9]{12}"), re.compile(r"[0-9]{10}|[0-9]{13}")


@dataclass(frozen=True)
class Question:
    """A source and the number that it is asked for; `given` are the answers that led there."""

    source: PaperSource
    number: str
    given: Mapping[str, str] = field(default_factory=dict)


class NotAskable(Exception):
    """Why a source cannot be asked, in words for the applicant."""


class AskBefore(NotAskable):
    """Another source has to be asked before: `key`."""

    def __init__(self, key: str) -> None:
        super().__init__("Cần lấy thông tin của người nộp hồ sơ trước.")
        self.key = key


def question(dossier: Dossier, source: PaperSource, records: Mapping[str, SourceRecord]) -> Question:
    """NotAskable."""
    given = {}
    for name in source.must_match.values():
        answer = dossier.answers.get(name)
        if answer in (None, ""):
            raise NotAskable("Điền xong tờ khai rồi mới lấy được dữ liệu này.")
        given[name] = str(answer)
    subject = source.subject
    if subject == PaperSource.Subject.MOTHER:
        relation = str(dossier.answers.get(RELATION, ""))
        if relation not in ("me", "cha"):
            raise NotAskable("Chỉ lấy được khi người nộp hồ sơ là cha hoặc mẹ của trẻ.")
        given[RELATION] = relation
        subject = PaperSource.Subject.APPLICANT if relation == "me" else PaperSource.Subject.SPOUSE
    return Question(source, _number(dossier, PaperSource.Subject(subject), records), given)


def _number(dossier: Dossier, subject: PaperSource.Subject, records: Mapping[str, SourceRecord]) -> str:
    person = dossier.case.person
    number = person.id_number if person else ""
    is_citizen = person is not None and person.kind == Person.Kind.CITIZEN and CITIZEN_ID.fullmatch(number)
    if subject == PaperSource.Subject.ORGANISATION:
        return _tax_code(dossier, "" if is_citizen else number)
    if not is_citizen:
        raise NotAskable("Chỉ lấy được khi người nộp hồ sơ là cá nhân có số định danh.")
    if subject == PaperSource.Subject.APPLICANT:
        return number
    record = records.get(APPLICANT)
    if record is None or not record.found:
        raise AskBefore(APPLICANT)
    spouse = str(record.values.get("soDinhDanhVoChong", ""))
    if not CITIZEN_ID.fullmatch(spouse):
        raise NotAskable("CSDL quốc gia về dân cư không ghi vợ hoặc chồng của người nộp hồ sơ.")
    return spouse


def _tax_code(dossier: Dossier, applicant: str) -> str:
    """The organisation that applies, else the one that the form names: who an enterprise is, is public."""
    typed = (
        str(answer.get("tax_code", ""))
        for one in dossier.version.definition.fields.values()
        if one.type == "organisation" and isinstance(answer := dossier.answers.get(one.id), Mapping)
    )
    for number in (applicant, *typed):
        if TAX_CODE.fullmatch(number):
            return number
    raise NotAskable("Điền mã số doanh nghiệp trong tờ khai rồi mới lấy được dữ liệu này.")


def in_order(sources: Mapping[str, PaperSource], keys: Iterable[str], dossier: Dossier) -> list[PaperSource]:
    """The sources of these keys, persons first, with those that have to be asked before."""
    chosen = {key for key in keys if key in sources}
    records = dossier.source_records()
    for key in list(chosen):
        try:
            question(dossier, sources[key], records)
        except AskBefore as first:
            chosen |= {first.key} & sources.keys()
        except NotAskable:
            continue
    order = (APPLICANT, SPOUSE)
    return [
        sources[key]
        for key in sorted(chosen, key=lambda key: (order.index(key) if key in order else len(order), key))
    ]
