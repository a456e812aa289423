"""The policy of a moment out of registry and agreements: what the data plane will know, and nothing else.

No name, purpose, reason or contact goes along; a plane needs codes, operations, limits and days.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Q

from tinhso.exchange.models import (
    Agreement,
    GroupSeat,
    InformationSystem,
    Service,
    ServiceAddress,
    ServiceVersion,
    SystemKey,
)
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.client import pem_of
from tinhso.lib.exchange.policy import (
    Maintenance,
    Policy,
    PolicyAgreement,
    PolicyKey,
    PolicyService,
    PolicySystem,
)
from tinhso.lib.exchange.public_keys import read_pem
from tinhso.lib.exchange.stored_bodies import public_body_key
from tinhso.lib.exchange.subjects import NONE
from tinhso.lib.exchange.trial import sandbox_word

ALWAYS = datetime(2100, 1, 1, tzinfo=HANOI)
"""It goes when the platform's key is turned."""
AFTER = timedelta(days=30)
"""So long an agreement that is over stays in the policy, that its callers are told why they are refused."""


def compile_policy(
    *, environment: ServiceAddress.Environment, instance: str, version: int, now: datetime
) -> Policy:
    """Of one environment. Seven queries, however much there is."""
    services = _services(environment)
    agreements = _agreements(services, now)
    return Policy(
        instance=instance,
        version=version,
        issued_at=now.replace(microsecond=0),
        systems=_systems(environment, now),
        services=tuple(services.values()),
        agreements=agreements,
        body_key=public_body_key(settings.EXCHANGE_KEY)
        if any(one.stores_bodies for one in agreements)
        else "",
    )


def _systems(environment: ServiceAddress.Environment, now: datetime) -> tuple[PolicySystem, ...]:
    """In the test environment each has one key more, which this program holds: with it a technician tries a call from the page."""
    keys: dict[int, list[PolicyKey]] = defaultdict(list)
    alive = SystemKey.objects.filter(revoked_at=None, last_day__gte=now.astimezone(HANOI).date())
    for key in alive:
        until = datetime.combine(key.last_day + timedelta(days=1), time(), tzinfo=HANOI)
        keys[key.system_id].append(PolicyKey(key.thumbprint, key.written, until))
    every = list(InformationSystem.objects.select_related("member"))
    for one in every if environment == ServiceAddress.Environment.TEST else ():
        ours = read_pem(pem_of(sandbox_word(settings.EXCHANGE_KEY, str(one))))
        keys[one.pk].append(PolicyKey(ours.id, ours.text, ALWAYS))
    return tuple(
        PolicySystem(str(one), one.member.suspended_at is not None, tuple(keys[one.pk])) for one in every
    )


def _services(environment: ServiceAddress.Environment) -> dict[int, PolicyService]:
    """By key; a service that answers nowhere in this environment is not there."""
    urls = dict(ServiceAddress.objects.filter(environment=environment).values_list("service", "url"))
    every = Service.objects.filter(pk__in=urls).select_related("system__member")
    newest = ServiceVersion.objects.filter(service__in=urls).order_by("service_id", "-number")
    versions = {one.service_id: one for one in newest.distinct("service_id").defer("openapi", "changes")}
    return {one.pk: _service(one, urls[one.pk], versions.get(one.pk)) for one in every}


def _service(one: Service, url: str, version: ServiceVersion | None) -> PolicyService:
    down = None
    if one.maintenance_from and one.maintenance_until:
        down = Maintenance(one.maintenance_from, one.maintenance_until, one.maintenance_words)
    return PolicyService(
        id=str(one),
        url=url,
        personal=one.personal,
        subject_in=one.subject_in,
        subject_at=one.subject_at,
        maintenance=down,
        closed_on=one.withdrawn_on,
        operations=tuple(version.calls) if version else (),
        description=version.digest if version else "",
    )


def _agreements(services: dict[int, PolicyService], now: datetime) -> tuple[PolicyAgreement, ...]:
    """What was approved and has not been over for long; one that was ended is stopped."""
    since = now.astimezone(HANOI).date() - AFTER
    recent = Q(ended_at=None) | Q(ended_at__gte=now - AFTER)
    granted = Agreement.objects.filter(
        recent, approved_at__isnull=False, ends__gt=since, service__in=services
    )
    found = list(granted.select_related("case", "consumer__member"))
    seats = _seats({one.group_id for one in found if one.group_id})
    return tuple(_agreement(one, services[one.service_id], seats[one.group_id]) for one in found)


def _seats(groups: set[int]) -> dict[int | None, list[str]]:
    seated: dict[int | None, list[str]] = defaultdict(list)
    rows = GroupSeat.objects.filter(group__in=groups, left_at=None).select_related("system__member")
    for seat in rows:
        seated[seat.group_id].append(str(seat.system))
    return seated


def _agreement(one: Agreement, service: PolicyService, seated: list[str]) -> PolicyAgreement:
    return PolicyAgreement(
        code=one.case.code,
        service=service.id,
        consumers=(str(one.consumer),) if one.consumer else tuple(seated),
        operations=tuple(one.calls),
        per_second=one.per_second,
        per_day=one.per_day,
        concurrent=one.concurrent,
        evidence=one.evidence,
        stopped=one.suspended_at is not None or one.ended_at is not None,
        begins=one.begins,
        ends=one.ends,
        certificate=one.certificate,
        stores_bodies=one.stores_bodies and not service.personal and service.subject_in == NONE,
    )
