from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.sensitive import sensitive_codes
from tinhso.onestop.models import Dossier, OffersOff, ProactiveOffer, Procedure
from tinhso.onestop.offers.events import OffersMade
from tinhso.onestop.offers.lines import OfferLine, fitting_lines, lines_after, stopped_by


@transaction.atomic
def make_offers(*, dossier: Dossier, by: Actor, now: datetime) -> int:
    """How many further steps the person is offered after this dossier was granted; a second time none is added.

    None after a procedure whose name alone tells of somebody, of a confidential case, or where the person wants none. What a
    procedure silences ends here too. By the system. Raises: PermissionDenied.
    """
    if not by.system:
        raise PermissionDenied
    case, today = dossier.case, now.astimezone(HANOI).date()
    procedure = dossier.version.procedure.code
    if case.person_id is None or case.outcome != "granted":
        return 0
    stopped = stopped_by(procedure, today)
    if stopped:
        ended = today - timedelta(days=1)
        open_ones = ProactiveOffer.objects.open_for(case.person_id, today)
        open_ones.filter(code__in=stopped).update(until=ended)
    if case.confidential or OffersOff.objects.filter(person=case.person_id).exists():
        return 0
    made = ProactiveOffer.objects.bulk_create(
        [
            ProactiveOffer(
                dossier=dossier,
                person_id=case.person_id,
                code=line.code,
                made_at=now,
                until=today + timedelta(days=line.days),
            )
            for line in _fitting(dossier, procedure, now)
        ],
        ignore_conflicts=True,
    )
    count = ProactiveOffer.objects.filter(dossier=dossier).count() if made else 0
    if count:
        record(OffersMade(case_id=dossier.pk, offers=count), by=by, at=now)
    return count


def _fitting(dossier: Dossier, procedure: str, now: datetime) -> list[OfferLine]:
    """Lines whose condition the answers fulfil, that the person was not offered for this dossier, and that lead somewhere."""
    today = now.astimezone(HANOI).date()
    there = set(dossier.offers.values_list("code", flat=True))
    lines = [one for one in lines_after(procedure, today) if one.code not in there]
    targets = Procedure.objects.filter(code__in=[one.target for one in lines], valid__contains=today)
    known = {*targets.values_list("code", flat=True), procedure} - sensitive_codes()
    fitting = fitting_lines(procedure, dossier.answers, known, today)
    return [one for one in fitting if one.code not in there]
