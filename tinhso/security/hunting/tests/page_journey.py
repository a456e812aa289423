"""The pages of hunting, read as people do: what `tests/journeys/test_every_desk_page.py` walks through."""

from typing import Any

from tinhso.security.hunting.tests.makers import log_row, requested, suspicion


def read_hunting(town: Any, walk: Any, start: str) -> None:
    """A log that is stored, what of it waits for a person, and names that a head lets be read."""
    waiting, opening = suspicion(log_row(town)), requested(town)
    one, other = f"{start}nghi-van/{waiting.code}/", f"{start}mo-ten/{opening.code}/"
    walk.read("cuc", f"{start}nhat-ky-mang/", f"{start}nhat-ky-dung-the-nao/", f"{start}nghi-van/")
    walk.read("cuc", one, f"{one}bo-qua/", f"{start}mo-ten/", f"{start}de-nghi-mo-ten/", other)
    walk.read("dat", f"{other}cho-mo/")
