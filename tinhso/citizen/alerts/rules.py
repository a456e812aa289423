"""Which alerts need two persons, and how grave they are."""

from datetime import date

from tinhso.citizen.alerts.reference_data import risk_levels
from tinhso.citizen.models import Alert
from tinhso.kernel.law.public import rule, rule_or

WEIGHTS = {"minor": 1, "moderate": 2, "severe": 3, "extreme": 4}
SEVERITIES = {"Minor": "minor", "Moderate": "moderate", "Severe": "severe", "Extreme": "extreme"}


def needs_two(alert: Alert, *, on: date) -> bool:
    """Of the highest levels by the rule `alert.two_persons_from`: a legal level, or the gravest severity of the rest."""
    if alert.risk_level is not None:
        return bool(alert.risk_level >= rule("alert.two_persons_from", on=on))
    return alert.severity == Alert.Severity.EXTREME


def relay_waits(risk_level: int | None, *, on: date) -> bool:
    """Whether a relayed bulletin of that level waits for two persons: by the rule `alert.relay_two_persons_from`.

    Without the rule none waits: an official forecast is to reach people at once.
    """
    lowest = rule_or("alert.relay_two_persons_from", None, on=on)
    return lowest is not None and risk_level is not None and risk_level >= lowest


def grave(kind: str, risk_level: int | None, severity: str) -> tuple[str, int]:
    """Severity and weight of an alert: a legal level gives both."""
    if risk_level is not None:
        return SEVERITIES[risk_levels()[risk_level].cap_severity], risk_level
    return severity, WEIGHTS[severity]
