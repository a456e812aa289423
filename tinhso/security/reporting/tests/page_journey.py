"""The pages of advisories, reports and keys of programs, read as people do: what `tests/journeys/test_support_pages.py` walks through."""

from typing import Any

from tinhso.casework.tests.makers import NOW
from tinhso.security.advisories.actions.answer_advisory import answer_advisory
from tinhso.security.advisories.tests.makers import issued, task_of
from tinhso.security.collecting.tests.test_keys import made

ROOMS = ("tinhso.security.advisories.", "tinhso.security.reporting.", "tinhso.security.collecting.")
ANSWERS_OF_PROGRAMS = {"ask_security_report", "ask_security_events"}


def read_oversight(town: Any, walk: Any, at: str) -> None:
    """An advisory that one agency answered and another has to answer; reports with figures; a key."""
    made(town)
    advisory = issued(town)
    answered = task_of(advisory, town.agency_b)
    answer_advisory(task=answered, outcome="done", reason="Đã vá", by=town.actor("bach"), now=NOW)
    one = f"{at}canh-bao/{advisory.code}/"
    walk.read(
        "cuc", f"{at}canh-bao/", f"{at}viet-canh-bao/", one, f"{one}rut/", f"{one}tra-lai/{answered.pk}/"
    )
    walk.read("anh", f"{at}canh-bao/", one, f"{one}tra-loi/", f"{at}khoa-cong-cu/")
    walk.read("cuc", f"{at}buc-tranh/", f"{at}bao-cao-ky/", f"{at}bao-cao-ky/cach-tinh/")
    walk.seen.add("security_wall")  # it comes anew by itself, which nothing that people work with may do
