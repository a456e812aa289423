from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of a process: what is done, by which role, at the desk or at the competent agency.

    `share` is the part of the time limit meant for it, 0 to 1; the last step (handing over) has 0: by law it is
    not counted. `act` names the deed that ends the step, e.g. "examine", "sign", "issue", "hand_over".
    """

    key: str
    label: str
    role: str
    place: str  # "desk" or "agency"
    act: str
    share: float = 0.0
