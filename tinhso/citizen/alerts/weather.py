"""The way to the weather service: its bulletins since a moment, each read strictly or refused by its number."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from django.conf import settings

from tinhso.citizen.alerts.actions.issue_alert import AlertContent
from tinhso.citizen.alerts.places import places_of
from tinhso.citizen.models import Alert
from tinhso.lib.dates import read_moment
from tinhso.lib.messages.plain_json import read_json

SECONDS, LOOKS_BACK = 15, timedelta(hours=24)
BIGGEST = 1024 * 1024


class WeatherAway(Exception):
    """The service did not answer, or not whole; the next run asks again."""


class NotRelayed(ValueError):
    """A bulletin that cannot be read; `number` is its own, "" without one."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Bulletin:
    content: AlertContent
    replaces: str


def connected() -> bool:
    return bool(settings.WEATHER)


def fetch(since: datetime) -> list[dict[str, Any]]:
    """What the service issued since then, as it stands; WeatherAway."""
    given = settings.WEATHER
    http = requests.Session()
    http.trust_env = False
    try:
        answer = http.get(
            f"{given['url']}/ban-tin/",
            params={"tu": since.isoformat()},
            headers={"X-Khoa": given["key"]},
            timeout=SECONDS,
            allow_redirects=False,  # the key in the header is for this service alone
        )
        content = answer.content
        data = read_json(content) if answer.ok and len(content) <= BIGGEST else None
    except (requests.RequestException, ValueError) as error:
        raise WeatherAway(type(error).__name__) from error
    rows = data.get("bulletins") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise WeatherAway(str(answer.status_code))
    return [row for row in rows if isinstance(row, dict)]


def bulletin_of(row: dict[str, Any], *, now: datetime) -> Bulletin:
    """One bulletin with its areas as communes of its day; NotRelayed where anything is missing or wrong.

    Areas that cannot be told from their code are named beside those that can: one wrong code silences no warning.
    """
    number = str(row.get("id", ""))[:80]
    try:
        issued, until = (read_moment(str(row[name])) for name in ("issued_at", "valid_until"))
        words = {name: str(row[name]).strip() for name in ("headline", "text", "source")}
        level, kind, codes = int(row["level"]), str(row["kind"]), [str(code) for code in row["areas"]]
    except (KeyError, TypeError, ValueError) as error:
        raise NotRelayed(number) from error
    units, unknown = places_of(codes, on=now.date())
    right = issued.tzinfo and until.tzinfo and number and all(words.values()) and 1 <= level <= 5
    natural = kind in {Alert.Kind.WEATHER, Alert.Kind.DISASTER}
    nowhere = unknown and not units  # to be told to nobody, and never to the whole province
    if not right or not natural or nowhere or len(words["headline"]) > 160:
        raise NotRelayed(number)
    content = AlertContent(
        kind=kind,
        **words,
        instruction=str(row.get("instruction", ""))[:2000],
        risk_level=level,
        units=units,
        unknown_areas=unknown,
        begins_at=min(issued, now),
        expires_at=until,
        bulletin_at=issued,
        bulletin_id=number,
    )
    return Bulletin(content, str(row.get("replaces", "")))
