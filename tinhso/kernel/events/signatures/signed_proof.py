"""The way on from the seal of an event to a signed head and its time stamp, for whoever checks without this database."""

from dataclasses import dataclass

from tinhso.kernel.events.models import Seal, SealKey, SealSignature, SealStamp
from tinhso.kernel.events.proof import EventProof, proof_of

MOST_SEALS = 1500
"""From one seal to the next stamped head, a day of seals; where it would be longer a signed head without a stamp is used."""


@dataclass(frozen=True)
class SealLink:
    """A seal without its rows: `hash` = SHA-256(previous ‖ root ‖ count as 8 bytes)."""

    number: int
    previous: str
    root: str
    count: int
    hash: str


@dataclass(frozen=True)
class SignedProof:
    """`seals` lead from the event's own to the one that `signature` signs; None where none reaches it yet."""

    event: EventProof
    seals: list[SealLink]
    signature: SealSignature | None
    stamp: SealStamp | None
    keys: list[SealKey]


def signed_proof_of(event_id: int) -> SignedProof | None:
    """None while the event waits for its seal. EventRow.DoesNotExist if unknown."""
    event = proof_of(event_id)
    if event is None:
        return None
    signatures = SealSignature.objects.filter(log=Seal.Log.EVENTS, number__gte=event.seal_number)
    near = signatures.filter(number__lt=event.seal_number + MOST_SEALS).order_by("number", "pk")
    signature = near.filter(stamps__isnull=False).first() or near.first()
    last = signature.number if signature else event.seal_number
    columns = ("number", "previous", "root", "count", "hash")
    seals = Seal.objects.filter(log=Seal.Log.EVENTS, number__gte=event.seal_number, number__lte=last)
    return SignedProof(
        event=event,
        seals=[SealLink(*row) for row in seals.order_by("number").values_list(*columns)],
        signature=signature,
        stamp=signature.stamps.order_by("stamped_at").first() if signature else None,
        keys=list(SealKey.objects.order_by("pk")),
    )
