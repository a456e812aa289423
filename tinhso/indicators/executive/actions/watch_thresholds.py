"""Tells named roles once when a figure of the executive page goes past its threshold, and notes when it comes back."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from tinhso.indicators.data.sources import executive_data
from tinhso.indicators.executive.events import ThresholdCleared, ThresholdCrossed
from tinhso.indicators.figures.figures import read, rounded
from tinhso.indicators.models import IndicatorVersion, ThresholdCrossing
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Agency, Post, User
from tinhso.lib.periods import Period, PeriodKind


def watch_thresholds(*, now: datetime) -> list[str]:
    """The rules that were crossed just now."""
    versions = {v.indicator.code: v for v in IndicatorVersion.objects.newest()}
    rules = [rule for rule in executive_data()["alerts"] if rule["indicator"] in versions]
    return [rule["key"] for rule in rules if _watch(rule, versions[rule["indicator"]], now)]


@transaction.atomic
def _watch(rule: dict[str, Any], version: IndicatorVersion, now: datetime) -> bool:
    figure = read(version, Period.of(PeriodKind.YEAR_TO_DATE, now.date()))
    crossing = ThresholdCrossing.objects.select_for_update().filter(rule=rule["key"], cleared_at=None).first()
    if figure.value is None:
        return False
    value, limit = rounded(figure.value, version.definition.decimals), Decimal(str(rule["value"]))
    past = value < limit if rule["when"] == "below" else value > limit
    if past and crossing is None:
        _cross(rule, version, value, now)
        return True
    if crossing is not None and not past:
        crossing.cleared_at = now
        crossing.save(update_fields=["cleared_at"])
        record(ThresholdCleared(rule=rule["key"], indicator=version.indicator.code), by=SYSTEM, at=now)
    return False


def _cross(rule: dict[str, Any], version: IndicatorVersion, value: Decimal, now: datetime) -> None:
    crossing = ThresholdCrossing.objects.create(rule=rule["key"], value=value, crossed_at=now)
    people = _recipients(rule["roles"], now)
    for user in people:
        notify(
            to=user,
            topic="indicators.threshold",
            template=f"indicators.threshold_{rule['key'].replace('-', '_')}",
            params={"value": str(value), "limit": str(rule["value"])},
            now=now,
            key=f"threshold:{crossing.pk}:{user.pk}",
            path=reverse("figure", args=[version.indicator.address]),
        )
    event = ThresholdCrossed(rule=rule["key"], indicator=version.indicator.code, told=len(people))
    record(event, by=SYSTEM, at=now)


def _recipients(roles: list[str], now: datetime) -> list[User]:
    """Whoever holds one of the roles at the province's committee on that day."""
    posts = Post.objects.on(now.date()).filter(
        roles__overlap=roles, agency__kind=Agency.Kind.COMMITTEE, agency__level=Agency.Level.PROVINCE
    )
    return list(User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("pk"))
