"""What a desk read on a company's certificate, and what a representative offers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class CertificatePaper:
    """What the certificate says of the representative, and the days of it."""

    paper: str
    title: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class OfferedTerms:
    """From when until when, both days included, and for which procedures; none named are all."""

    starts_on: date
    ends_on: date
    procedures: Sequence[str] = field(default_factory=tuple)
