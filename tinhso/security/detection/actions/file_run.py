from collections import Counter
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.lib.sigma.running import RunOutcome
from tinhso.security.detection import grouping
from tinhso.security.detection.events import DetectionRunFiled
from tinhso.security.detection.grouping import hits_of
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.models import DetectionHit, DetectionRule, DetectionRun

MOST_NAMED = 500
"""Rules that could not be run, named on the page."""


class AlreadyRun(ValueError):
    """The run was settled before: nothing is counted twice."""


@transaction.atomic
def file_run(
    *, run: DetectionRun, rules: list[DetectionRule], outcome: RunOutcome, by: Actor, now: datetime
) -> DetectionRun:
    """Write what the rules found: a hit for each rule and machine, which waits for a decision unless an exception covers it.

    Raises: SecurityForbidden, AlreadyRun.
    """
    check_can_answer_for(run.agency_id, by, on=local(now).date())
    row = DetectionRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.state in (DetectionRun.State.DONE, DetectionRun.State.REFUSED):
        raise AlreadyRun(row.code)
    hits = DetectionHit.objects.bulk_create(hits_of(row, rules, outcome, now))
    row.state, row.finished_at = DetectionRun.State.DONE, now
    row.events, row.unread, row.untimed = outcome.events, outcome.unread, outcome.untimed
    row.whole, row.rules = outcome.whole, sum(one.reported for one in rules) - len(outcome.refused)
    row.excepted = sum(one.state == DetectionHit.State.EXCEPTED for one in hits)
    row.hits = len(hits) - row.excepted
    row.refused = [
        [rules[place].code, rules[place].title, why[:500]]
        for place, why in sorted(outcome.refused.items())[:MOST_NAMED]
    ]
    row.reasons = [[words[:200], count] for words, count in outcome.reasons.items()] + _bounded(
        rules, outcome
    )
    if len(hits) == grouping.MOST_HITS:
        row.reasons += [["Quá nhiều cặp quy tắc và máy; chỉ ghi những cặp đầu", len(hits)]]
    row.save()
    event = DetectionRunFiled(
        run_id=row.pk, agency_id=row.agency_id, rules=row.rules, events=row.events, hits=row.hits, excepted=row.excepted
    )  # fmt: skip
    record(event, by=by, at=now)
    return row


def _bounded(rules: list[DetectionRule], outcome: RunOutcome) -> list[list[object]]:
    """Rules that found more than is written down, with how often they did."""
    written = Counter(one.rule for one in outcome.finds)
    return [
        [f"Quy tắc “{rules[place].title[:150]}” bắt nhiều lần; chỉ ghi {written[place]} lần đầu", count]
        for place, count in outcome.counts.items()
        if count > written[place]
    ]
