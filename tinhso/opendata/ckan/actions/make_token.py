from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.opendata.ckan.events import ApiTokenMade, ApiTokenRevoked
from tinhso.opendata.dataset.permissions import OpenDataForbidden, check_can_write
from tinhso.opendata.models import ApiToken

LASTS = timedelta(days=365)
MOST_TOKENS = 20


class TooManyTokens(ValueError):
    """The agency has as many keys as it may."""


@transaction.atomic
def make_token(*, agency: Agency, name: str, by: Actor, now: datetime) -> tuple[ApiToken, str]:
    """A key for a program of the agency, with its secret, which nobody can read again.

    Raises: OpenDataForbidden, TooManyTokens.
    """
    check_can_write(agency.pk, by)
    if by.user_id is None:
        raise OpenDataForbidden(_("Khóa phải do một người của cơ quan tạo."))
    moment = timezone.now()  # a key lives by the real clock, whatever the legal day
    if ApiToken.objects.valid(moment).filter(agency=agency).count() >= MOST_TOKENS:
        raise TooManyTokens(_("Cơ quan đã có nhiều khóa; hãy thu hồi bớt khóa không dùng."))
    secret = ApiToken.new_secret()
    token = ApiToken.objects.create(
        agency=agency,
        name=name,
        digest=ApiToken.digest_of(secret),
        tail=secret[-4:],
        made_by_id=by.user_id,
        made_at=moment,
        expires_at=moment + LASTS,
    )
    record(ApiTokenMade(token_id=token.pk, agency_id=agency.pk), by=by, at=now)
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Actor, now: datetime) -> None:
    """From now on the key opens nothing; twice is harmless. Raises: OpenDataForbidden."""
    check_can_write(token.agency_id, by)
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        record(ApiTokenRevoked(token_id=token.pk, agency_id=token.agency_id), by=by, at=now)
