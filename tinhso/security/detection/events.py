"""What happens with rules of detection and what they find. Titles, reasons and what was found stand in their rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class DetectionRuleRegistered(Event):
    """A version of a Sigma rule was registered; it runs when another person switches it on."""

    rule_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DetectionRuleSwitchedOn(Event):
    """Somebody other than who registered it switched a rule on; a former version of it ended with that."""

    rule_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DetectionRuleSwitchedOff(Event):
    """A rule runs no more; its row says why."""

    rule_id: int


@dataclass(frozen=True, kw_only=True)
class EventFileReceived(Event):
    """A file of events was received for an agency, or for all, and waits for the rules."""

    run_id: int
    agency_id: int | None


@dataclass(frozen=True, kw_only=True)
class DetectionRunFiled(Event):
    """The rules were run over a file: how many, over how many events, hits that wait and hits that an exception covers."""

    run_id: int
    agency_id: int | None
    rules: int
    events: int
    hits: int
    excepted: int


@dataclass(frozen=True, kw_only=True)
class DetectionRunRefused(Event):
    """The rules could not be run over a file: its page says why."""

    run_id: int
    agency_id: int | None


@dataclass(frozen=True, kw_only=True)
class DetectionHitDismissed(Event):
    """A hit is a false alarm, until the day of its exception."""

    hit_id: int
    exception_id: int


@dataclass(frozen=True, kw_only=True)
class DetectionHitConfirmed(Event):
    """A hit was written as a finding of its machine."""

    hit_id: int
    finding_id: int


@dataclass(frozen=True, kw_only=True)
class DetectionExceptionEnded(Event):
    """An exception holds no longer: the rule's next hits there wait again."""

    exception_id: int
