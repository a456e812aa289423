"""What happens to level dossiers beside the moves of their cases."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class LevelDossierSent(Event):
    """A dossier that proposes a level was drawn up from the register and sent to be appraised."""

    system_id: int
    level: int
    system_ver: int


@dataclass(frozen=True, kw_only=True)
class LevelDossierAppraised(Event):
    """The specialised unit found the dossier in order; who has to approve it decides next."""

    label: ClassVar[str] = "Thẩm định đạt"

    system_id: int
    level: int
