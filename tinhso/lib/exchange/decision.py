"""Whether a call passes, asked of one policy in memory: no database, no network."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from tinhso.lib.exchange.operations import Matcher, Operation
from tinhso.lib.exchange.policy import Policy, PolicyAgreement, PolicyService

HANOI = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Granted:
    """The call passes under this agreement."""

    service: PolicyService
    agreement: PolicyAgreement
    operation: str


@dataclass(frozen=True)
class Denied:
    """The call does not pass; `code` is a key of `errors.ERRORS`, `words` what the provider says during maintenance."""

    code: str
    words: str = ""


class PolicyIndex:
    """A policy laid out for asking; made once a policy, read by every request."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._stopped = {one.id: one.stopped for one in policy.systems}
        self._services = {one.id: one for one in policy.services}
        found: dict[tuple[str, str], list[PolicyAgreement]] = defaultdict(list)
        for agreement in policy.agreements:
            for consumer in agreement.consumers:
                found[(consumer, agreement.service)].append(agreement)
        self._agreements = {pair: [(one, _matcher(one)) for one in them] for pair, them in found.items()}

    def decide(self, client: str, service: str, method: str, path: str, now: datetime) -> Granted | Denied:
        """`path` is normalised and begins behind the service's address. What no agreement names is denied."""
        if denied := self.check_client(client):
            return denied
        offered = self._services.get(service)
        # who has no agreement learns nothing of how a service stands
        agreements = self._agreements.get((client, service), [])
        if offered is None:
            return Denied("unknown_service")
        named = [(one, found) for one, rights in agreements if (found := rights.find(method, path))]
        if not named:
            return Denied("no_agreement")
        today = now.astimezone(HANOI).date()
        right, operation = _best(named, today)
        refused = self._by_service(offered, now, today) or _by_agreement(right, today)
        return refused or Granted(offered, right, operation)

    def is_stopped(self, client: str) -> bool:
        """Of a system that this policy knows."""
        return self._stopped.get(client) is True

    def rights_of(self, client: str, now: datetime) -> dict[str, set[Operation]]:
        """By service: the operations that an agreement in force lets this system call."""
        today = now.astimezone(HANOI).date()
        found: dict[str, set[Operation]] = defaultdict(set)
        for (consumer, service), agreements in self._agreements.items():
            if consumer == client:
                for one, _rights in agreements:
                    if _in_force(one, today):
                        found[service] |= set(one.operations)
        return dict(found)

    def check_client(self, client: str) -> Denied | None:
        """Whether a system may ask at all."""
        if self._stopped.get(client) is None:
            return Denied("unknown_client")
        return Denied("client_stopped") if self._stopped[client] else None

    def _by_service(self, offered: PolicyService, now: datetime, today: date) -> Denied | None:
        if offered.closed_on is not None and today >= offered.closed_on:
            return Denied("service_closed")
        if self._stopped[offered.system]:
            return Denied("provider_stopped")
        down = offered.maintenance
        if down and down.begins_at <= now < down.ends_at:
            return Denied("maintenance", down.words)
        return None


def _matcher(agreement: PolicyAgreement) -> "Matcher[str]":
    return Matcher((one, str(one)) for one in agreement.operations)


def _best(named: list[tuple[PolicyAgreement, str]], today: date) -> tuple[PolicyAgreement, str]:
    """One that is in force, where there is one; else the one that ended last, to say why."""
    if len(named) == 1:
        return named[0]
    return max(named, key=lambda pair: (_in_force(pair[0], today), pair[0].ends, pair[0].code))


def _in_force(one: PolicyAgreement, today: date) -> bool:
    return not one.stopped and one.begins <= today < one.ends


def _by_agreement(right: PolicyAgreement, today: date) -> Denied | None:
    if today < right.begins:
        return Denied("agreement_not_begun")
    if today >= right.ends:
        return Denied("agreement_expired")
    return Denied("agreement_stopped") if right.stopped else None
