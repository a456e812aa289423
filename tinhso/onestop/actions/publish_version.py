"""Puts a version of a procedure in force; from then on nobody can change it."""

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.fees import fee_faults
from tinhso.lib.forms import Weight, changes, verdict
from tinhso.onestop.events import ProcedureVersionPublished
from tinhso.onestop.models import ProcedureVersion
from tinhso.onestop.permissions import check_can_keep_catalogue


class PublishedAlready(Exception):
    """The version is published: a correction is a new version."""


class UnsafeForm(Exception):
    """The form breaks what earlier dossiers rest on; `reasons` are sentences for its author."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class WrongVersion(Exception):
    """The version cannot come into force as it stands; the message says what to mend."""


@transaction.atomic
def publish_version(*, version_id: int, by: Actor, now: datetime) -> ProcedureVersion:
    """Publish a drafted version and end the one before it on the day the new one begins.

    Raises PermissionDenied, PublishedAlready, BadForm, UnsafeForm and WrongVersion.
    """
    check_can_keep_catalogue(by)
    version = ProcedureVersion.objects.select_for_update().select_related("procedure").get(pk=version_id)
    if version.published_at is not None:
        raise PublishedAlready(f"Bản {version.number} đã công bố. Muốn sửa thì lập bản mới.")
    _check_process(version)
    if faults := fee_faults(version.fees):
        raise WrongVersion(" ".join(faults))
    former = _former(version)
    weight = _weigh(former, version)
    if former is not None:
        _end(former, version)
    version.published_at = now
    version.save(update_fields=["published_at"])
    event = ProcedureVersionPublished(
        procedure_code=version.procedure.code, number=version.number, weight=weight.value
    )
    record(event, by=by, at=now)
    return version


def _former(version: ProcedureVersion) -> ProcedureVersion | None:
    published = ProcedureVersion.objects.select_for_update().filter(
        procedure_id=version.procedure_id, published_at__isnull=False
    )
    return published.order_by("-number").first()


def _check_process(version: ProcedureVersion) -> None:
    shares = [step["share"] for step in version.process]
    if not shares or abs(sum(shares) - 1) > 1e-6:
        raise WrongVersion("Quy trình cần các bước có tổng tỷ lệ thời gian bằng 1.")


def _weigh(former: ProcedureVersion | None, version: ProcedureVersion) -> Weight:
    """What the change of the form means; the former form of another kind (the general one) is no predecessor."""
    new = version.definition
    if former is None or former.definition.id != new.id:
        return Weight.SAFE
    weight = verdict(former.definition, new)
    if weight is Weight.REFUSED:
        reasons = [c.sentence for c in changes(former.definition, new) if c.weight is Weight.REFUSED]
        raise UnsafeForm(reasons)
    return weight


def _end(former: ProcedureVersion, version: ProcedureVersion) -> None:
    begin = version.valid.lower
    if version.number <= former.number or begin <= former.valid.lower:
        raise WrongVersion(f"Bản mới cần số lớn hơn {former.number} và ngày bắt đầu sau bản trước.")
    if former.valid.upper is None or former.valid.upper > begin:
        former.valid = DateRange(former.valid.lower, begin)
        former.save(update_fields=["valid"])
