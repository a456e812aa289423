from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class PersonIdentified(Event):
    """The electronic identity provider vouched for a person at a level (NĐ 69/2024: 1 or 2), whose that account is."""

    person: int
    level: int
    user: int | None = None


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """A person without an account, of whom no dossier is kept any more, was made nameless."""

    person: int
