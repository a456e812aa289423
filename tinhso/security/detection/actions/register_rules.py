from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.sigma.running import CheckedRule
from tinhso.security.detection.events import DetectionRuleRegistered
from tinhso.security.detection.reading import MOST_TEXT, read_text
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import DetectionRule
from tinhso.security.pages.codes import code_of, lock_code

LEVELS = {"critical": 4, "high": 3, "medium": 2, "low": 1, "informational": 0}


@transaction.atomic
def register_rules(
    *, text: str, skip_faulty: bool, client_key: UUID, by: Actor, now: datetime
) -> list[DetectionRule]:
    """Register each document of a text of Sigma rules: the first version of a rule, or the next one. What a rule says word for word
    already is left as it is. None runs before another person switches it on. Sent twice it is done once.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    if not text.strip():
        raise EntryRefused("text", "Dán quy tắc Sigma (YAML) vào ô này, hoặc chọn tệp.")
    if len(text.encode(errors="replace")) > MOST_TEXT:
        raise EntryRefused("text", "Quy tắc dài quá 1 MB; hãy chia thành nhiều lần nạp.")
    sound = read_text(text, skip_faulty=skip_faulty)
    lock_code("detection-rules")
    made = []
    for place, checked in enumerate(sound):
        code = code_of(client_key, "rule", place)
        row = DetectionRule.objects.filter(code=code).first() or _register(checked, code, by, now)
        made.append(row)
    return made


def key_of(rule: CheckedRule) -> str:
    """What all versions of a rule share."""
    if rule.identifier:
        return rule.identifier[:100]
    words = f"{rule.kind} {rule.name or rule.title}"
    return f"t:{sha256(words.encode()).hexdigest()[:40]}"


def _register(checked: CheckedRule, code: str, by: Actor, now: datetime) -> DetectionRule:
    key, digest = key_of(checked), sha256(checked.text.encode()).hexdigest()
    versions = DetectionRule.objects.filter(key=key)
    if same := versions.filter(sha256=digest).exclude(state=DetectionRule.State.OFF).first():
        return same
    last = versions.order_by("-version").values_list("version", flat=True).first() or 0
    source = checked.logsource
    row = DetectionRule.objects.create(
        code=code,
        key=key,
        version=last + 1,
        kind=checked.kind,
        title=checked.title,
        identifier=checked.identifier,
        name=checked.name,
        level=LEVELS.get(checked.level, LEVELS["medium"]),
        maturity=checked.status,
        author=checked.author,
        licence=checked.licence,
        description=checked.description,
        written_on=checked.date,
        amended_on=checked.modified,
        tags=list(checked.tags),
        references=list(checked.references),
        false_positives=list(checked.false_positives),
        logsource=" / ".join(source[part] for part in ("product", "category", "service") if source[part]),
        calls=[one[:1000] for one in checked.calls],
        text=checked.text,
        sha256=digest,
        folded=fold(f"{checked.title} {checked.identifier} {' '.join(checked.tags)}"),
        by_id=by.user_id,
        at=now,
    )
    record(DetectionRuleRegistered(rule_id=row.pk, version=row.version), by=by, at=now)
    return row
