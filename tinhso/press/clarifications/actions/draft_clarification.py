import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local
from tinhso.press.clarifications.events import ClarificationDrafted
from tinhso.press.clarifications.impersonal import check_impersonal
from tinhso.press.clarifications.permissions import check_can_clarify
from tinhso.press.models import Clarification

LONGEST = {"claim": 300, "fact": 3000, "evidence": 1000}
LINK = re.compile(r"(?:https://[^/\\\s<>\"']|/[^/\\\s<>\"'])[^\\\s<>\"']*")


@transaction.atomic
def draft_clarification(
    *, claim: str, fact: str, evidence: str, evidence_url: str, client_key: UUID, by: Actor, now: datetime
) -> Clarification:
    """What goes round and is untrue, what is true, what proves it; it waits for a second person. The same key is one row.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, agency_id = check_can_clarify(by)
    lock_client_key(client_key)
    if same := Clarification.objects.of_agency(by).filter(client_key=client_key).first():
        return same
    words = {"claim": claim.strip(), "fact": fact.strip(), "evidence": evidence.strip()}
    for field, text in words.items():
        if not 10 <= len(text) <= LONGEST[field]:
            raise EntryRefused(field, f"Ghi từ 10 đến {LONGEST[field]} ký tự (hiện có {len(text)}).")
        check_impersonal(field, text)
    link = evidence_url.strip()
    if link and (len(link) > 300 or not LINK.fullmatch(link)):
        raise EntryRefused("evidence_url", "Đường dẫn bắt đầu bằng / hoặc https://, dài nhất 300 ký tự.")
    check_impersonal("evidence_url", link)
    stamp = f"{local(now):%y%m%d}"
    code = f"DC-{stamp}-{next_number(f'clarification:{stamp}'):03}"
    row = Clarification.objects.create(
        code=code,
        agency_id=agency_id,
        evidence_url=link,
        client_key=client_key,
        by_id=user_id,
        at=now,
        **words,
    )
    record(ClarificationDrafted(clarification_id=row.pk, agency_id=agency_id), by=by, at=now)
    return row
