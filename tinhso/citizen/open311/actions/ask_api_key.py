from datetime import datetime

from django.db import transaction

from tinhso.citizen.models import ApiKey
from tinhso.citizen.open311.api_keys import digest_of, new_key
from tinhso.citizen.open311.events import ApiKeyAsked, ApiKeyDecided
from tinhso.citizen.open311.permissions import check_keeps_keys
from tinhso.kernel.events.public import SYSTEM, Actor, record


class NotReady(Exception):
    """The key is not approved, or was handed out before."""


@transaction.atomic
def ask_api_key(*, name: str, email: str, purpose: str, now: datetime) -> tuple[ApiKey, str]:
    """Ask for a key of Open311; gives the row and the word by which whoever asked comes back for it."""
    claim = new_key()
    row = ApiKey.objects.create(name=name, email=email, purpose=purpose, claim=digest_of(claim), asked_at=now)
    record(ApiKeyAsked(key_id=row.pk), by=SYSTEM, at=now)
    return row, claim


@transaction.atomic
def decide_api_key(*, row: ApiKey, active: bool, per_hour: int, by: Actor, now: datetime) -> None:
    """The desk lets a client in with so many reports an hour, or shuts it out. Raises: NotYourTurn."""
    check_keeps_keys(by, now.date())
    row.state = ApiKey.State.ACTIVE if active else ApiKey.State.REVOKED
    row.per_hour, row.decided_at, row.decided_by_id = per_hour, now, by.user_id
    row.save(update_fields=["state", "per_hour", "decided_at", "decided_by"])
    record(ApiKeyDecided(key_id=row.pk, active=active, per_hour=per_hour), by=by, at=now)


@transaction.atomic
def claim_api_key(*, claim: str) -> str:
    """Hand the approved key out, once: only its digest stays. Raises: NotReady."""
    key = new_key()
    free = ApiKey.objects.filter(claim=digest_of(claim[:200]), state=ApiKey.State.ACTIVE, digest="")
    if not free.update(digest=digest_of(key)):
        raise NotReady
    return key
