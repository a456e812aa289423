import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.declare import ProcedureResult, ProcedureResults, all_of
from tinhso.lib.dates import local
from tinhso.press.models import FieldLicence, LicenceProposal
from tinhso.press.registers.actions.decide_proposal import dismiss_row
from tinhso.press.registers.actions.enter_licence import LONGEST_TERM, WEB
from tinhso.press.registers.events import LicenceProposed

RULE = "press.licence_procedures"
COLUMNS = ("holder", "title", "address", "term")
REVOKED = "Kết quả của hồ sơ đã bị thu hồi trước khi ghi sổ."
YEARS = re.compile(r"(\d{1,2})\s*(?:\([^)]{1,30}\)\s*)?(?:năm\b.*)?", re.I | re.S)


@transaction.atomic
def propose_licence(*, case_id: int, kind: str, by: Actor, now: datetime) -> LicenceProposal | None:
    """What the issued result of a finished case of that kind says of a licence, where the rule of the day names its procedure; None
    for every other case. The same case again proposes nothing new."""
    rules = rule_or(RULE, {}, on=local(now).date())
    wanted = {code: [row[name] for name in COLUMNS if row.get(name)] for code, row in rules.items()}
    found = (slot.read(case_id, wanted) for slot in all_of(ProcedureResults) if slot.kind == kind and wanted)
    result = next(filter(None, found), None)
    if result is None:
        return None
    row = rules[result.procedure]
    given = _read(result, row) | {"kind": row["kind"], "proposed_at": now}
    return _proposed(result.code, row["deed"], given, by, now)


@transaction.atomic
def propose_revocation(*, case_id: int, by: Actor, now: datetime) -> LicenceProposal | None:
    """The result of this case was revoked: its licence in the register, where that still stands, is to go; a renewal or an amendment that
    it was is to be reversed; what was not yet written there is proposed no longer. None where nothing new is proposed."""
    code = Case.objects.filter(pk=case_id).values_list("code", flat=True).first()
    if code:
        _withdraw_open(code, by, now)
    licence = FieldLicence.objects.filter(dossier=code, revoked_on=None).first() if code else None
    if code is None:
        return None
    if licence is None:
        return _propose_reversal(code, by, now)
    given = {
        "kind": licence.kind,
        "holder": licence.holder,
        "title": licence.title,
        "address": licence.address,
        "starts": local(now).date(),
        "licence": licence,
        "proposed_at": now,
    }
    return _proposed(code, LicenceProposal.Deed.REVOCATION, given, by, now)


def _propose_reversal(code: str, by: Actor, now: datetime) -> LicenceProposal | None:
    """Back to what the line said before the renewal or amendment that this dossier brought, as far as its note knows."""
    row = LicenceProposal.objects.amending(code).filter(licence__revoked_on=None).first()
    if row is None:
        return None
    former = row.former_line()
    ends = date.fromisoformat(former["ends"]) if "ends" in former else None
    given: dict[str, Any] = {name: former.get(name, "") for name in ("holder", "title", "address")}
    given |= {"kind": row.kind, "starts": local(now).date(), "licence": row.licence, "proposed_at": now}
    return _proposed(code, LicenceProposal.Deed.REVERSAL, given | {"ends": ends}, by, now)


def _withdraw_open(code: str, by: Actor, now: datetime) -> None:
    for row in LicenceProposal.objects.select_for_update().filter(dossier=code, outcome=""):
        if row.deed not in (LicenceProposal.Deed.REVOCATION, LicenceProposal.Deed.REVERSAL):
            dismiss_row(row, REVOKED, by=by, now=now)


def _proposed(code: str, deed: str, given: Mapping[str, Any], by: Actor, now: datetime) -> LicenceProposal:
    row, first = LicenceProposal.objects.get_or_create(dossier=code, deed=deed, defaults=given)
    if first:
        event = LicenceProposed(proposal_id=row.pk, kind=Code(row.kind), deed=Code(deed))
        record(event, by=by, at=now)
    return row


def _read(result: ProcedureResult, row: Mapping[str, Any]) -> dict[str, Any]:
    """What the result holds of the columns; what it lacks, or what is no such thing, is left for the officer."""
    words = {name: result.values.get(row.get(name, ""), "").strip() for name in COLUMNS}
    return {
        "number": result.number[:60],
        "holder": words["holder"][:200],
        "title": words["title"][:200],
        "address": web_address(words["address"]),
        "starts": result.dated,
        "ends": result.valid_until or _term_end(result.dated, words["term"], int(row.get("months", 0))),
    }


def web_address(text: str) -> str:
    """An address or a domain as the register writes it; "" for what is neither."""
    found = text if "://" in text or not text else f"https://{text}"
    return found if len(found) <= 300 and WEB.fullmatch(found) else ""


def _term_end(starts: date, years: str, months: int) -> date | None:
    """The years that were granted, the months of the rule where nothing was said; None where neither says it, or where other words than
    years stand there: months, days."""
    found = YEARS.fullmatch(years)
    whole = int(found[1]) * 12 if found else 0 if years else months
    if not whole:
        return None
    year, month = divmod(starts.year * 12 + starts.month - 1 + whole, 12)
    ends = date(year, month + 1, min(starts.day, monthrange(year, month + 1)[1]))
    return ends if (ends - starts).days <= LONGEST_TERM else None
