"""A finding while a deed changes it: reports wait, and so does another deed."""

from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import OPEN_STATES, SecurityFinding


def locked(finding: SecurityFinding) -> SecurityFinding:
    return SecurityFinding.objects.select_for_update(no_key=True, of=("self",)).get(pk=finding.pk)


def locked_open(finding: SecurityFinding) -> SecurityFinding:
    """EntryRefused where it is not open."""
    row = locked(finding)
    if row.state not in OPEN_STATES:
        raise EntryRefused("", f"Điểm yếu này đang ở trạng thái “{row.get_state_display()}”.")
    return row
