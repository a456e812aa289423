"""What happens with an account that its owner closes, as the parts that each system declares in its `slots.py`:

ACCOUNT_ENDS = [AccountEnd("casework", open_things=…, keeps=…)]
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.people.models import Person, User


def nothing_open(person: Person) -> int:
    return 0


def keeps_nothing(person: Person) -> bool:
    return False


def erases_nothing(user: User, now: datetime) -> None:
    return None


@dataclass(frozen=True)
class WayOut:
    """How a person ends some of what is open without waiting: in words, with the page on which it is done."""

    words: str
    label: str
    url: str


def no_way_out(person: Person) -> WayOut | None:
    return None


@dataclass(frozen=True)
class AccountEnd:
    """`open_things` counts what has to be ended before, `way_out` says how some of it can be; `keeps` says that something about
    the person stays by law; `erase` takes away what may go, in the transaction of the deed."""

    code: str
    open_things: Callable[[Person], int] = nothing_open
    way_out: Callable[[Person], WayOut | None] = no_way_out
    keeps: Callable[[Person], bool] = keeps_nothing
    erase: Callable[[User, datetime], None] = erases_nothing
    order: int = 50
