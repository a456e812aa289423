from datetime import datetime

from django.db import transaction

from tinhso.documents.models import RuleTextChange
from tinhso.documents.normative.events import RuleTextChangeDropped
from tinhso.documents.normative.permissions import check_can_keep_rule
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def strike_text_change(*, change: RuleTextChange, by: Actor, now: datetime) -> None:
    """The clerk takes back what was written down by mistake; the row stays.

    Raises: DocumentsForbidden, EntryRefused.
    """
    change = RuleTextChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    check_can_keep_rule(change.relation.rule, by)
    if change.struck_at is not None:
        raise EntryRefused("", "Nội dung này đã được bỏ.")
    change.struck_at = now
    change.save(update_fields=["struck_at"])
    record(RuleTextChangeDropped(case_id=change.relation.rule_id, change_id=change.pk), by=by, at=now)
