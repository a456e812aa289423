"""The dated lines "after this, that is offered": `data/offers.csv`, and what silences them: `data/offer_stops.csv`."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from tinhso.lib.forms import logic
from tinhso.lib.province_pack import day, day_or_none
from tinhso.onestop.data.reading import rows, same_procedure


@dataclass(frozen=True)
class OfferLine:
    """One line: after a dossier of `after` whose answers fulfil `when`, `title` is offered for `days`, by `law`.

    `target` is the procedure that it leads to, "" where `where` says in words who does it. `carry` fills questions of the
    target's form: {question: where its answer is read}.
    """

    code: str
    after: frozenset[str]
    when: Any
    target: str
    where: str
    title: str
    why: str
    law: str
    source: str
    carry: dict[str, str]
    days: int
    valid_from: date
    valid_to: date | None

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class StopLine:
    """After a dossier of `after` these offers are made no more, and those open end."""

    after: str
    stops: frozenset[str]
    valid_from: date
    valid_to: date | None


@cache
def offer_lines() -> Sequence[OfferLine]:
    return [
        OfferLine(
            after=frozenset(row["after"].split("|")),
            when=json.loads(row["when"]),
            carry=dict(_pair(one) for one in row["carry"].split("|") if one),
            days=int(row["days"]),
            valid_from=day(row["valid_from"]),
            valid_to=day_or_none(row["valid_to"]),
            **{name: row[name] for name in ("code", "target", "where", "title", "why", "law", "source")},
        )
        for row in rows("offers.csv")
    ]


@cache
def stop_lines() -> Sequence[StopLine]:
    return [
        StopLine(
            row["after"],
            frozenset(row["stops"].split("|")),
            day(row["valid_from"]),
            day_or_none(row["valid_to"]),
        )
        for row in rows("offer_stops.csv")
    ]


def _pair(text: str) -> tuple[str, str]:
    question, _colon, source = text.partition(":")
    return question, source


def line_on(code: str, on: date) -> OfferLine | None:
    """The line as it held that day."""
    return next(
        (_leading_on(one, on) for one in offer_lines() if one.code == code and one.holds_on(on)), None
    )


def lines_after(procedure: str, on: date) -> list[OfferLine]:
    return [_leading_on(one, on) for one in offer_lines() if procedure in one.after and one.holds_on(on)]


def _leading_on(line: OfferLine, on: date) -> OfferLine:
    """The line as it leads on that day: where the national database has the procedure under a code of its own since then, to that."""
    national, since = same_procedure().get(line.target, ("", on))
    return replace(line, target=national) if national and since <= on else line


def fitting_lines(
    procedure: str, answers: Mapping[str, Any], known: Container[str], on: date
) -> list[OfferLine]:
    """What follows after a dossier with these answers; `known` are the procedures that hold that day and tell nothing of anybody by
    their name alone."""
    lines = lines_after(procedure, on) if procedure in known else []
    return [
        one for one in lines if (not one.target or one.target in known) and logic.holds(one.when, answers)
    ]


def stopped_by(procedure: str, on: date) -> frozenset[str]:
    """Offers that end, and are made no more, for whoever has a dossier of this procedure."""
    found = [
        one.stops
        for one in stop_lines()
        if one.after == procedure and one.valid_from <= on and (one.valid_to is None or on < one.valid_to)
    ]
    return frozenset().union(*found)
