"""In which state a finding is: what reports say, and what people decided over it."""

from datetime import datetime

from tinhso.security.models import FindingDecision, SecurityFinding

State, Kind = SecurityFinding.State, FindingDecision.Kind


def state_of(row: SecurityFinding) -> str:
    """A decision lies over reports, but one that is only "we know" ends with the finding; a report after the word of an officer
    that it is mended shows that it is not."""
    if row.decision == Kind.FALSE_POSITIVE:
        return State.FALSE_POSITIVE
    if row.decision == Kind.ACCEPTED:
        return State.ACCEPTED
    if row.mended_at is not None:
        return State.MENDED
    if row.reported_at is not None and row.reported_at > row.last_seen:
        return State.REPORTED
    if row.decision == Kind.ACKNOWLEDGED:
        return State.ACKNOWLEDGED
    return State.REOPENED if row.opened_before else State.OPEN


def mended_moment(row: SecurityFinding, observed: list[datetime]) -> datetime | None:
    """The first moment after it was last seen at which somebody looked and it was not there, of `observed` (reports in scope)
    and of a coordinator's confirmation."""
    moments = [one for one in observed if one > row.last_seen]
    if row.confirmed_at is not None and row.confirmed_at > row.last_seen:
        moments.append(row.confirmed_at)
    return min(moments, default=None)
