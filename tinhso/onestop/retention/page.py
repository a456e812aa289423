"""What pages say of the keeping of one dossier."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import Dossier, RetentionHold
from tinhso.onestop.retention.permissions import can_hold
from tinhso.onestop.retention.retention import RetentionRule, ended_on, over_on, rule_of


@dataclass(frozen=True)
class RetentionState:
    """The rule, the first day on which the dossier may be erased (None: never), who held it, and what I may do."""

    rule: RetentionRule | None
    over_on: date | None
    holds: list[RetentionHold] = field(default_factory=list)
    may_hold: bool = False

    @property
    def on_hold(self) -> bool:
        return any(hold.lifted_at is None for hold in self.holds)


def retention_of(dossier: Dossier, by: Actor, now: datetime) -> RetentionState | None:
    """None while the dossier goes on, and after it was erased. Two queries, one where its holds were read before."""
    ended = ended_on(dossier)
    if ended is None or hasattr(dossier, "erasure"):
        return None
    rule = rule_of(dossier, now.astimezone(HANOI).date())
    holds = list(dossier.holds.all())
    return RetentionState(rule, over_on(ended, rule), holds, can_hold(dossier, by))
