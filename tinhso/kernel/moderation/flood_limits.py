"""Too many texts of one kind at once are slowed, with words that say when to come back.

    REPORTS = FloodLimits("report", words, address=60, nobody=20, phone=10, account=20)
    check_flood(REPORTS, address=client_address(request), phone=phone, account=user_id, on=clock.today())

Each number is a rule with dates, `flood.<door>.<by>`; the declared one holds where the instance has no such rule.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tinhso.kernel.law.public import rules_under
from tinhso.kernel.site.rate_limit import allow

HOUR = 3600
COUNTED_BY = ("address", "nobody", "phone", "account", "device")


class Flooded(Exception):
    """One too many; nothing is lost. `str()` is a whole sentence, `retry_after` seconds."""

    def __init__(self, words: str, retry_after: int) -> None:
        super().__init__(words)
        self.retry_after = retry_after


@dataclass(frozen=True)
class FloodLimits:
    """How many texts of one kind are taken in `seconds`; 0 counts nothing.

    `address` is one place of the network, which many telephones share; `nobody` one address of those who gave neither
    telephone nor account; `device` a browser, by the random word of its own note (`browser_id`).
    """

    door: str
    words: Callable[[], str]
    address: int = 0
    nobody: int = 0
    phone: int = 0
    account: int = 0
    device: int = 0
    seconds: int = HOUR

    def on(self, day: date) -> "FloodLimits":
        """As the rules of that day have it. One query."""
        prefix = f"flood.{self.door}."
        given = {
            key.removeprefix(prefix): int(found)
            for key, (found, _source) in rules_under(prefix, on=day).items()
        }
        return replace(
            self,
            address=given.get("address", self.address),
            nobody=given.get("nobody", self.nobody),
            phone=given.get("phone", self.phone),
            account=given.get("account", self.account),
            device=given.get("device", self.device),
        )


def check_flood(
    limits: FloodLimits,
    *,
    on: date,
    address: str = "",
    phone: str = "",
    account: int | None = None,
    device: str = "",
) -> None:
    """Count one text for everything that is known of who sends it. Flooded."""
    nobody = "" if phone or account else address
    known = {
        "address": address,
        "nobody": nobody,
        "phone": phone,
        "account": str(account or ""),
        "device": device,
    }
    of_day, enough = limits.on(on), True
    for by in COUNTED_BY:
        most: int = getattr(of_day, by)
        if most and known[by]:
            enough = allow(f"{limits.door}_{by}", known[by], most, limits.seconds) and enough
    if not enough:
        raise Flooded(limits.words(), limits.seconds)
