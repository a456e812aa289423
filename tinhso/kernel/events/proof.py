from dataclasses import dataclass

from tinhso.kernel.events.models import EventRow, Seal
from tinhso.lib import merkle

SEAL_THAT_REACHES = """
select * from kernel_seal where log = 'events' and (last_epoch, last_xid, last_id) >= (%s, %s::text::xid8, %s)
order by last_epoch, last_xid, last_id limit 1
"""


@dataclass(frozen=True)
class EventProof:
    """The way from one event to its seal, for an auditor who recomputes it by hand; all hashes hexadecimal.

    `leaf` = SHA-256(0x00 ‖ body). `path` joins it with its neighbours up to `root`
    (node = SHA-256(0x01 ‖ left ‖ right)). `seal` = SHA-256(previous ‖ root ‖ count as 8 bytes).
    """

    event_id: int
    body: str
    leaf: str
    index: int
    count: int
    path: tuple[str, ...]
    root: str
    previous: str
    seal: str
    seal_number: int

    @property
    def holds(self) -> bool:
        """Whether the path really leads from this leaf to that root."""
        path = [bytes.fromhex(step) for step in self.path]
        root, leaf = bytes.fromhex(self.root), bytes.fromhex(self.leaf)
        return merkle.check_proof(root, leaf, self.index, self.count, path)


def proof_of(event_id: int) -> EventProof | None:
    """The proof that the event lies in its seal; None while it waits for one. EventRow.DoesNotExist if unknown.

    `holds` is False for an event that was changed after it was sealed.
    """
    event = EventRow.objects.get(pk=event_id)
    seals = Seal.objects.raw(SEAL_THAT_REACHES, [event.epoch, event.xid, event.pk])
    seal = next(iter(seals), None)
    if seal is None or event.pk not in seal.row_ids:
        return None
    index = seal.row_ids.index(event.pk)
    return EventProof(
        event_id=event.pk,
        body=event.body,
        leaf=merkle.leaf(event.body.encode()).hex(),
        index=index,
        count=seal.count,
        path=tuple(step.hex() for step in merkle.proof(seal.tree, index)),
        root=seal.root,
        previous=seal.previous,
        seal=seal.hash,
        seal_number=seal.number,
    )
