from datetime import datetime

from django.db import transaction

from tinhso.casework.public import accept_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect
from tinhso.security.dossiers.events import LevelDossierAppraised
from tinhso.security.dossiers.unchanged import check_another, check_unchanged
from tinhso.security.dossiers.way import limit_of
from tinhso.security.models import LevelDossier


@transaction.atomic
def appraise_dossier(*, dossier: LevelDossier, ver: int, finding: str, by: Actor, now: datetime) -> None:
    """The specialised unit finds level and plan in order, in words; who has to approve it decides next.

    Raises: NotYourTurn, Stale, Unlawful, SamePerson, RegisterChanged, EntryRefused.
    """
    check_another(by, dossier.applied_by_id)
    if not finding.strip():
        raise EntryRefused("finding", "Ghi ý kiến thẩm định.")
    limit = limit_of("security.approval_limit", local(now).date())
    accept_case(case=dossier.case, ver=ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    check_unchanged(dossier)
    dossier.finding, dossier.appraised_by_id = finding.strip(), by.user_id
    dossier.save(update_fields=["finding", "appraised_by"])
    event = LevelDossierAppraised(case_id=dossier.pk, system_id=dossier.system_id, level=dossier.level)
    record(event, by=by, at=now)
