"""What happens to channels and broadcasts. Their words lie in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ChannelRegistered(Event):
    """A channel of the agency works from that day on."""

    channel_id: int
    agency_id: int
    kind: Code
    starts: date


@dataclass(frozen=True, kw_only=True)
class ChannelEnded(Event):
    """A channel no longer works from that day on."""

    channel_id: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class ChannelVerified(Event):
    """The agency that answers for the press has checked that the page is the agency's own."""

    channel_id: int


@dataclass(frozen=True, kw_only=True)
class ChannelSlotAdded(Event):
    """The channel has one more slot in its week."""

    slot_id: int
    channel_id: int


@dataclass(frozen=True, kw_only=True)
class ChannelSlotDropped(Event):
    """The slot is broadcast no more."""

    slot_id: int


@dataclass(frozen=True, kw_only=True)
class BroadcastPlanned(Event):
    """Words wait for their broadcast on the channel; `from_alert` where the system made them of an alert."""

    broadcast_id: int
    channel_id: int
    from_alert: bool


@dataclass(frozen=True, kw_only=True)
class BroadcastApproved(Event):
    """Who answers for it approved that the words are broadcast."""

    broadcast_id: int
    channel_id: int


@dataclass(frozen=True, kw_only=True)
class BroadcastDeclined(Event):
    """Who answers for it did not approve the words; the reason lies in the row."""

    broadcast_id: int
    channel_id: int


@dataclass(frozen=True, kw_only=True)
class BroadcastRecorded(Event):
    """There is a recording of the words, so many seconds long."""

    broadcast_id: int
    seconds: int


@dataclass(frozen=True, kw_only=True)
class BroadcastAired(Event):
    """The channel's operator confirms that it was broadcast."""

    broadcast_id: int
    channel_id: int
    late: bool


@dataclass(frozen=True, kw_only=True)
class BroadcastMissed(Event):
    """It could not be broadcast; the reason lies in the row."""

    broadcast_id: int
    channel_id: int


@dataclass(frozen=True, kw_only=True)
class BroadcastDropped(Event):
    """It waits no more: its alert is over, was replaced or taken back."""

    broadcast_id: int
    channel_id: int
