from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import CollectionAccount
from tinhso.onestop.money.events import CollectionAccountOpened


@transaction.atomic
def open_account(
    *, agency: Agency, bank: str, bank_name: str, number: str, source: str, by: Actor, now: datetime
) -> CollectionAccount:
    """From today this agency collects fees into that account. Raises: PermissionDenied."""
    check_can_keep_catalogue(by)
    account = CollectionAccount.objects.create(
        agency=agency,
        bank=bank,
        bank_name=bank_name,
        number=number,
        holder=agency.name,
        valid=DateRange(now.date(), None),
        source=source,
    )
    record(CollectionAccountOpened(account_id=account.pk, collector_id=agency.pk), by=by, at=now)
    return account
