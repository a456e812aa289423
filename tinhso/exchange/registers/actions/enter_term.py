from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import DictionaryTerm
from tinhso.exchange.registers.events import DictionaryTermEntered
from tinhso.exchange.registry.permissions import check_can_keep_registry
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def enter_term(
    *, code: str, label: str, meaning: str, kind: str, personal: bool, source: str, by: Actor, now: datetime
) -> DictionaryTerm:
    """A word of the dictionary, by the agency that runs the platform.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_keep_registry(by, now.date())
    given = {"label": label, "meaning": meaning, "kind": kind, "personal": personal, "source": source}
    term, made = DictionaryTerm.objects.get_or_create(code=code, defaults=given)
    if not made:
        raise EntryRefused("code", "Từ điển đã có mã này.")
    record(DictionaryTermEntered(term=Code(code)), by=by, at=now)
    return term
