"""What the log holds of its own comparison with the rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class RowsCompared(Event):
    """Rows were held against their events: all of them (`whole`), or those that changed since the run before.

    The next run goes on where `epoch` and `xid` say, and looks again at the cases in `still`, which differed;
    `differing` may be more than are named. `uncheckable` cases hold something that older events do not say.
    """

    whole: bool
    cases: int
    uncheckable: int
    differing: int
    epoch: int
    xid: int
    still: tuple[int, ...] = ()
