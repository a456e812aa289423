from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.documents.models import IssuedRule
from tinhso.documents.normative.events import RuleEffectSet
from tinhso.documents.normative.permissions import check_can_keep_rule
from tinhso.documents.normative.way import fewest_days_to_effect
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import vn_date

MOST_YEARS = 20


@transaction.atomic
def set_effect(
    *, rule: IssuedRule, effective_on: date, expires_on: date | None = None, by: Actor, now: datetime
) -> None:
    """The clerk writes down from when the issued rule is in force, and until when where it says so itself.

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_keep_rule(rule, by)
    number = rule.document.number
    assert number is not None
    fewest, source = fewest_days_to_effect(rule.document.case.agency.level, number.dated)
    earliest = number.dated + timedelta(days=fewest)
    if effective_on < earliest:
        words = (
            f"Có hiệu lực sớm nhất sau {fewest} ngày kể từ ngày ký ({source}): từ ngày {vn_date(earliest)}."
        )
        raise EntryRefused("effective_on", words)
    if effective_on.year > number.dated.year + MOST_YEARS:
        raise EntryRefused("effective_on", f"Không quá {MOST_YEARS} năm sau ngày ban hành.")
    if expires_on is not None and expires_on <= effective_on:
        raise EntryRefused("expires_on", "Ngày hết hiệu lực phải sau ngày có hiệu lực.")
    rule.effective_on, rule.expires_on = effective_on, expires_on
    rule.save(update_fields=["effective_on", "expires_on"])
    event = RuleEffectSet(case_id=rule.pk, effective_on=effective_on, expires_on=expires_on)
    record(event, by=by, at=now)
