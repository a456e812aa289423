"""What the log has tried by `tinhso check`."""

from tinhso.kernel.events.jobs.probes import jobs
from tinhso.kernel.events.signatures.probes import proof_outside, seals, signatures
from tinhso.kernel.site.operation import Empty, Probe

PROBES = [
    Probe("jobs", jobs, order=10),
    Probe("seals", seals, order=20),
    Probe("signatures", signatures, order=21),
    Probe("proof_outside", proof_outside, database=False, deploy=True, order=90),
]
EMPTY = [
    Empty(
        "Retention", why="events and who read what are kept for ever; they hold no word that could be erased"
    ),
]
