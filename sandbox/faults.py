"""SANDBOX: how a pretended system misbehaves, the same way for the same seed."""

import threading
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar

NAMES = ("busy", "lose", "lose_answer", "repeat", "reorder")


@dataclass
class Faults:
    """Chances from 0 to 1: `busy` answers "try later", `lose` drops a message on its way, `lose_answer` does the work
    and says nothing, `repeat` takes or sends it twice, `reorder` lets a later message overtake. `delay` in seconds;
    `down` answers nothing at all.
    """

    names: ClassVar[tuple[str, ...]] = NAMES
    seed: int = 1
    busy: float = 0.0
    lose: float = 0.0
    lose_answer: float = 0.0
    repeat: float = 0.0
    reorder: float = 0.0
    delay: float = 0.0
    down: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rng = Random(self.seed)  # noqa: S311 - it chooses faults, not secrets
        self._lock = threading.Lock()

    def strikes(self, name: str) -> bool:
        """Whether this fault happens now; counts it."""
        with self._lock:
            hit = self._rng.random() < getattr(self, name)
            if hit:
                self.counts[name] = self.counts.get(name, 0) + 1
            return hit

    def set(self, given: dict[str, str]) -> None:
        """Change some of the settings from a form; ValueError for a word that is no number."""
        for name in self.names:
            if name in given:
                setattr(self, name, min(1.0, max(0.0, float(given[name]))))
        if "delay" in given:
            self.delay = min(30.0, max(0.0, float(given["delay"])))
        if "down" in given:
            self.down = given["down"] == "1"
        if "seed" in given:
            self.seed = int(given["seed"])
            self._rng = Random(self.seed)  # noqa: S311

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in (*self.names, "delay", "down", "seed")} | {
            "counted": self.counts
        }
