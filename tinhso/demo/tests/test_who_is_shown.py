"""Nobody is shown a person who is none of theirs: visitors nobody at all, a citizen only whom the own export holds too."""

from typing import Any

import pytest
from django.db import transaction

from tests.machine import Poppler
from tinhso.demo.tests.test_reads_are_logged import NUMBER, Personal
from tinhso.demo.tests.walking import LEAVES, Walk, body, signed_in
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.context import instance

pytestmark = [
    pytest.mark.long,
    pytest.mark.parametrize("_loaded_demo", [False], ids=["2024"], indirect=True, scope="module"),
]
CAST = {
    "sign_in"
}  # whom one may become with a click; outside a demo there is no such list (people/tests/test_sign_in.py)
EXPORT = "/tai-khoan/du-lieu/tai-ve/"


def of_strangers(poppler: Poppler, own_data: bytes) -> Personal:
    """Everybody of the demo but those in `own`; telephones of offices are nobody's."""
    personal = Personal(poppler)
    text = personal.text(own_data)
    offices = " ".join([*Agency.objects.values_list("phone", flat=True), instance().phone])
    personal.numbers -= {*NUMBER.findall(text), *NUMBER.findall(offices)}
    personal.names = {name for name in personal.names if " ".join(name) not in text}
    personal.longest = max(map(len, personal.names))
    return personal


@pytest.mark.parametrize("who", ["", "an"])
def test_no_page_shows_a_stranger(demo, poppler: Poppler, who: str):
    client = signed_in(who)
    own_data = body(client.post(EXPORT)) if who else b""
    assert not who or own_data.startswith(b"PK")
    personal, shown, looked = of_strangers(poppler, own_data), {}, 0
    assert len(personal.names) > 50 and len(personal.numbers) > 50

    def look(path: str, answer: Any, content: bytes) -> None:
        nonlocal looked
        looked += 1
        kind = answer.get("Content-Type", "")
        written = (
            kind.startswith(("text/", "application/json", "application/pdf", "application/zip"))
            or "xml" in kind
        )
        name = answer.resolver_match.url_name if answer.resolver_match else path
        if written and name not in CAST and (found := personal.found_in(content)):
            shown.setdefault(name, f"{path} {found}")

    walk = Walk(client, look, every=2).go()
    for form in walk.forms.values():
        if form.name not in LEAVES:
            with transaction.atomic():
                answer = client.post(form.path) if form.post else client.get(form.path)
                look(form.path, answer, body(answer))
                transaction.set_rollback(True)
    assert looked > 60 and not shown, "\n".join(f"{name}: {names}" for name, names in sorted(shown.items()))
