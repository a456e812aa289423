"""What makes two sendings one: the same file of the same agency, until it was refused."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from tinhso.kernel.people.public import Agency
from tinhso.security.models import CollectorKey, DetectionRun, ScanImport

ANEW = timedelta(hours=1)
"""A program that sends a refused file again and again hears for so long what became of it; then it is tried once more."""


def key_of_inbox(agency: Agency | None, sha256: str, *, events: bool) -> UUID:
    """Somebody laid it there: one that was refused before is tried once more."""
    return uuid5(NAMESPACE_URL, f"tinhso:inbox:{sha256}:{_refused(agency, sha256, events=events)}")


def key_of_caller(key: CollectorKey, agency: Agency | None, sha256: str, now: datetime, *, events: bool) -> UUID:  # fmt: skip
    tried = _refused(agency, sha256, events=events, until=now - ANEW)
    return uuid5(NAMESPACE_URL, f"tinhso:collector:{key.pk}:{tried}")


def _refused(agency: Agency | None, sha256: str, *, events: bool, until: datetime | None = None) -> int:
    """How often that file of that agency was refused: it could not be read then, and perhaps can now."""
    if events:
        runs = DetectionRun.objects.filter(sha256=sha256, agency=agency, state=DetectionRun.State.REFUSED)
        return (runs.filter(at__lte=until) if until else runs).count()
    imports = ScanImport.objects.filter(sha256=sha256, agency=agency, state=ScanImport.State.REFUSED)
    return (imports.filter(at__lte=until) if until else imports).count()
