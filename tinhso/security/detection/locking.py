"""A hit that waits for a decision: two who decide at once come one after the other."""

from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import DetectionHit


def waiting_hit(hit: DetectionHit) -> DetectionHit:
    """Its row, locked. EntryRefused where it was decided."""
    rows = DetectionHit.objects.select_for_update(of=("self",)).select_related("rule", "machine", "run")
    row = rows.get(pk=hit.pk)
    if row.state != DetectionHit.State.NEW:
        raise EntryRefused("", f"Phát hiện này đã được quyết định: {row.get_state_display()}.")
    return row
