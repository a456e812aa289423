"""SANDBOX: how the pretended software misbehaves; `refuse` is the chance that an official there turns a request down."""

from dataclasses import dataclass
from typing import ClassVar

from sandbox import faults


@dataclass
class Faults(faults.Faults):
    """The portal's faults and `refuse`; `wait` is how long an official there takes, in seconds."""

    names: ClassVar[tuple[str, ...]] = (*faults.NAMES, "refuse")
    refuse: float = 0.0
    wait: float = 3.0

    def set(self, given: dict[str, str]) -> None:
        super().set(given)
        if "wait" in given:
            self.wait = min(86_400.0, max(0.0, float(given["wait"])))

    def as_json(self) -> dict[str, object]:
        return super().as_json() | {"wait": self.wait}
