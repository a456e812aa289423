"""The dated pages that lead through several procedures: `data/guides.csv`, their steps: `data/guide_steps.csv`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tinhso.lib.province_pack import day, day_or_none
from tinhso.onestop.data.reading import rows


@dataclass(frozen=True)
class StepLine:
    """One step: what is done, and the codes of the procedures it may be filed by, the newest first."""

    title: str
    text: str
    procedures: tuple[str, ...]


@dataclass(frozen=True)
class GuideLine:
    """A page; `words` are what somebody types to find it, without diacritics, `offices` is the rule that names whom to ask on a day, "" for none;
    `report` the category of a citizen's report that begins filled in from here, "" for none."""

    code: str
    title: str
    intro: str
    event: str
    words: tuple[str, ...]
    offices: str
    law: str
    source: str
    valid_from: date
    valid_to: date | None
    steps: tuple[StepLine, ...]
    report: str = ""

    def is_valid_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@cache
def guide_lines() -> Sequence[GuideLine]:
    steps = sorted(rows("guide_steps.csv"), key=lambda row: (row["guide"], int(row["order"])))
    return [
        GuideLine(
            valid_from=day(row["valid_from"]),
            valid_to=day_or_none(row["valid_to"]),
            steps=tuple(_step(one) for one in steps if one["guide"] == row["code"]),
            words=tuple(row["words"].split("|")),
            **{
                name: row[name]
                for name in ("code", "title", "intro", "event", "offices", "law", "source", "report")
            },
        )
        for row in rows("guides.csv")
    ]


def _step(row: dict[str, str]) -> StepLine:
    codes = tuple(code for code in row["procedures"].split("|") if code)
    return StepLine(row["title"], row["text"], codes)


def guides_on(on: date) -> list[GuideLine]:
    return [line for line in guide_lines() if line.is_valid_on(on)]
