"""What an identity provider says of a person. Its claim names differ, so they are a setting and never code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

DEFAULT_CLAIMS = {
    "id_number": "id_number",
    "full_name": "name",
    "birth_date": "birthdate",
    "phone": "phone_number",
    "email": "email",
    "address": "address",
    "level": "acr",
}
DEFAULT_LEVELS = {"1": 1, "01": 1, "2": 2, "02": 2}  # NĐ 69/2024: mức độ 01, mức độ 02


class BadClaims(ValueError):
    """The provider did not say who this is: the id number, the name or a known level is missing."""


@dataclass(frozen=True)
class Identity:
    """A person as the provider vouches for them; `level` is 1 or 2."""

    id_number: str
    full_name: str
    level: int
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""


def read_claims(
    claims: Mapping[str, Any], *, names: Mapping[str, str], levels: Mapping[str, int]
) -> Identity:
    """The identity in `claims`, found under the configured `names`; raises BadClaims."""
    words = {field: _text(claims.get(claim)) for field, claim in (DEFAULT_CLAIMS | dict(names)).items()}
    level = (dict(levels) or DEFAULT_LEVELS).get(words["level"])
    if not words["id_number"] or not words["full_name"] or level is None:
        raise BadClaims("id_number, full_name or level")
    return Identity(
        id_number=words["id_number"],
        full_name=words["full_name"],
        level=level,
        birth_date=_date(words["birth_date"]),
        phone=words["phone"],
        email=words["email"],
        address=words["address"],
    )


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("formatted", "")
    return "" if value is None else str(value).strip()


def _date(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
