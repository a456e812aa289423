"""Every read of personal data by an officer stands in the access log: pages, files and refused forms alike."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.machine import Poppler
from tinhso.demo.tests.walking import Walk, body, signed_in
from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.people.models import User

pytestmark = [
    pytest.mark.long,
    pytest.mark.parametrize("_loaded_demo", [False], ids=["2024"], indirect=True, scope="module"),
]
PUBLIC = {"press.OutletOffice"}  # a register that the law of the press makes public, with who leads an office
NUMBER = re.compile(r"(?<!\d)(?:0\d{9}|0\d{11})(?!\d)")
NAMED = re.compile(r"(^|_)(full_name|applicant_name|collected_by|sender_name|payer)$")
NUMBERED = re.compile(r"(^|_)(phone|id_number|answers|details)$")
WORD = re.compile(r"\w+")
PERSON = re.compile(r"(?!Công ty|Sở |UBND|Ủy ban)\w+( \w+){1,4}$")
MET = {
    *(
        "worklist",
        "desk_dossier",
        "desk_feedback",
        "dossier_book",
        "download_book",
        "download_slip",
        "fee_receipt",
    ),
    *("hand_over", "preview_result", "signing", "sealing"),
}
READERS = ("binh", "emi", "chi", "van", "nga", "thanh", "phuong", "giang", "ly", "dao", "sau", "tra", "quan")


def values_of(columns: re.Pattern[str]) -> Iterable[str]:
    """What the tables of citizens hold in columns of such names, as text."""
    for model in apps.get_models():
        if not model.__module__.startswith("tinhso.") or model is User or model._meta.label in PUBLIC:
            continue
        for column in (
            f.column for f in model._meta.concrete_fields if f.column and columns.search(f.column)
        ):
            with connection.cursor() as cursor:
                cursor.execute(f'select distinct "{column}"::text from "{model._meta.db_table}"')
                yield from (value for (value,) in cursor if value)


class Personal:
    """Names and numbers of the demo's citizens, to be searched for."""

    def __init__(self, poppler: Poppler) -> None:
        self.poppler = poppler
        officers = set(User.objects.exclude(posts=None).values_list("full_name", flat=True))
        self.names = {
            tuple(WORD.findall(name)) for name in set(values_of(NAMED)) - officers if PERSON.match(name)
        }
        self.longest = max(map(len, self.names))
        self.numbers = {number for text in values_of(NUMBERED) for number in NUMBER.findall(text)}

    def found_in(self, content: bytes) -> str:
        """The first name or number of somebody; "" if there is none."""
        text = self.text(content)
        for number in NUMBER.findall(text):
            if number in self.numbers:
                return str(number)
        words = WORD.findall(text)
        for begin in range(len(words) - 1):
            if words[begin][0].isupper():
                for end in range(begin + 2, begin + self.longest + 1):
                    if tuple(words[begin:end]) in self.names:
                        return " ".join(words[begin:end])
        return ""

    def text(self, content: bytes) -> str:
        if content.startswith(b"%PDF"):
            return self.poppler.text(content)
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
        return content.decode(errors="replace")


def test_no_officer_reads_of_a_citizen_without_a_line_in_the_access_log(demo, poppler: Poppler):
    personal = Personal(poppler)
    silent: dict[str, str] = {}
    shown: set[str] = set()
    for username in READERS:
        reader = User.objects.get(username=username)
        client = signed_in(username)
        before = AccessRow.objects.filter(actor_id=reader.pk).count()

        def look(path: str, answer: Any, content: bytes, reader: User = reader) -> None:
            nonlocal before
            after = AccessRow.objects.filter(actor_id=reader.pk).count()
            if found := personal.found_in(content):
                name = answer.resolver_match.url_name if answer.resolver_match else path
                shown.add(name)
                if after == before:
                    silent.setdefault(
                        f"{name} {answer.request['REQUEST_METHOD']}",
                        f"{path} shows {reader.username} {found}",
                    )
            before = after

        walk = Walk(client, look, behind=True).go()
        for form in walk.forms.values():
            with transaction.atomic():
                answer = client.post(form.path) if form.post else client.get(form.path)
                look(form.path, answer, body(answer))
                transaction.set_rollback(True)
            before = AccessRow.objects.filter(actor_id=reader.pk).count()
    assert not silent, "\n".join(f"{name}: {reads}" for name, reads in sorted(silent.items()))
    assert shown >= MET, "the walk came to fewer places than it did"
