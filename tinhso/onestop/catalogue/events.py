from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CatalogueLoaded(Event):
    """The catalogue was read from the data of the province: how many of each are new or changed."""

    procedures: int
    versions: int
    services: int


@dataclass(frozen=True, kw_only=True)
class CatalogueImported(Event):
    """The good rows of a checked file were taken into the catalogue; `refused` rows were left out."""

    import_id: int
    created: int
    changed: int
    versions: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class ProcedureChanged(Event):
    """A keeper mended name, field, words, moments of life or levels of a procedure."""

    procedure_code: Code


@dataclass(frozen=True, kw_only=True)
class OnlineServicesChanged(Event):
    """A keeper set at which levels a procedure is offered online; `services` is how many are offered now."""

    procedure_code: Code
    services: int
