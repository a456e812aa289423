"""What the log holds of its own comparison with the rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class RowsCompared(Event):
    """Rows were held against their events: all of them (`whole`), or those that changed since the run before.

    The next run goes on where `epoch` and `xid` say, and looks again at the cases in `still`, which differed;
    `differing` may be more than are named. `uncheckable` cases hold something that older events do not say.
    `touched` are the declared measures that count by what differs, with the cases in question.
    """

    whole: bool
    cases: int
    uncheckable: int
    differing: int
    epoch: int
    xid: int
    still: tuple[int, ...] = ()
    touched: tuple[tuple[tuple[Code, ...], tuple[int, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordsCompared(Event):
    """Records of no case were held against their events, each kind as a whole: accounts, issued papers.

    `records` has for each kind its name, how many were checked, how many older events do not tell of, how many differ,
    and the declared measures that count by what differs.
    """

    records: tuple[tuple[Code, int, int, int, tuple[Code, ...]], ...] = ()
