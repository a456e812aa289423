"""Puts a version of a procedure in force; from then on nobody can change it."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.forms import Weight, changes, verdict
from tinhso.lib.money.fees import fee_faults
from tinhso.onestop.builder.events import ProcedureVersionPublished
from tinhso.onestop.catalogue.form_lineage import follows
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.dossier.permissions import can_publish_draft
from tinhso.onestop.models import ProcedureVersion


class PublishedAlready(Exception):
    """The version is published: a correction is a new version."""


class UnsafeForm(Exception):
    """The form breaks what earlier dossiers rest on; `reasons` are sentences for its author."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class WrongVersion(Exception):
    """The version cannot come into force as it stands; the message says what to mend."""


class OwnDraft(Exception):
    """Whoever wrote anything of a draft does not publish it: another administrator reads it and does.

    Only where all of them wrote in it, one who did not make the last change does: what is published was read by two.
    """

    def __init__(self) -> None:
        super().__init__(
            "Người đã soạn bản nháp không tự công bố được. Cần một quản trị khác xem và công bố."
        )


class DraftStale(Exception):
    """Somebody else changed, published or threw away the draft meanwhile."""


@transaction.atomic
def publish_version(*, version_id: int, by: Actor, now: datetime, ver: int | None = None) -> ProcedureVersion:
    """Publish a drafted version and end the one before it on the day the new one begins.

    With `ver` only as the keeper saw it. Raises: PermissionDenied, PublishedAlready, OwnDraft, DraftStale,
    BadForm, UnsafeForm and WrongVersion.
    """
    check_can_keep_catalogue(by)
    version = ProcedureVersion.objects.select_for_update().select_related("procedure").get(pk=version_id)
    if version.published_at is not None:
        raise PublishedAlready(f"Bản {version.number} đã công bố. Muốn sửa thì lập bản mới.")
    if not can_publish_draft(version, by, now.date()):
        raise OwnDraft
    if ver not in (None, version.ver):
        raise DraftStale(version.pk)
    _check_process(version)
    if faults := fee_faults(version.fees, otherwise=version.fee_due):
        raise WrongVersion(" ".join(faults))
    former = _former(version)
    weight, found = _weigh(former, version)
    if former is not None:
        _end(former, version)
    version.published_at = now
    version.save(update_fields=["published_at", "number", "valid"])
    event = ProcedureVersionPublished(
        procedure_code=version.procedure.code,
        number=version.number,
        weight=weight.value,
        safe=found[Weight.SAFE],
        migration=found[Weight.MIGRATION],
    )
    record(event, by=by, at=now)
    return version


def _former(version: ProcedureVersion) -> ProcedureVersion | None:
    """The published version that the new one follows in time: the last to begin before it."""
    published = ProcedureVersion.objects.select_for_update().filter(
        procedure_id=version.procedure_id, published_at__isnull=False
    )
    every = sorted(published, key=lambda v: v.valid.lower)
    if any(v.valid.lower == version.valid.lower for v in every):
        raise WrongVersion("Đã có bản khác bắt đầu đúng ngày này. Chọn ngày bắt đầu khác.")
    if every and version.valid.lower < every[0].valid.lower:
        raise WrongVersion(f"Bản mới cần ngày bắt đầu sau ngày bắt đầu của bản {every[0].number}.")
    version.number = max([version.number, *(v.number + 1 for v in every)])  # an import may have taken it
    later = [v.valid.lower for v in every if v.valid.lower > version.valid.lower]
    if later and (version.valid.upper is None or version.valid.upper > later[0]):
        version.valid = DateRange(version.valid.lower, later[0])  # until the next one that is known
    return next((v for v in reversed(every) if v.valid.lower < version.valid.lower), None)


def _check_process(version: ProcedureVersion) -> None:
    shares = [step["share"] for step in version.process]
    if not shares or abs(sum(shares) - 1) > 1e-6:
        raise WrongVersion("Quy trình cần các bước có tổng tỷ lệ thời gian bằng 1.")


def _weigh(former: ProcedureVersion | None, version: ProcedureVersion) -> tuple[Weight, Counter[Weight]]:
    """What the change of the form means, and how many changes of each weight there are.

    A former form of another kind is no predecessor (`form_lineage`).
    """
    new = version.definition
    if former is None or not follows(former, version):
        return Weight.SAFE, Counter()
    found = changes(former.definition, new)
    if reasons := [c.sentence for c in found if c.weight is Weight.REFUSED]:
        raise UnsafeForm(reasons)
    return verdict(former.definition, new), Counter(c.weight for c in found)


def _end(former: ProcedureVersion, version: ProcedureVersion) -> None:
    begin = version.valid.lower
    if former.valid.upper is None or former.valid.upper > begin:
        former.valid = DateRange(former.valid.lower, begin)
        former.save(update_fields=["valid"])
