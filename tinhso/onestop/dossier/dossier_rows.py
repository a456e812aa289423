"""The rows around one dossier that its pages show: read together, in one message to the database."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tinhso.casework.public import Case, HistoryRows
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.site.public import keep_related, read_together
from tinhso.onestop.models import (
    Decision,
    Dossier,
    HandOver,
    Payment,
    PortalDossier,
    PortalFee,
    StoreEntry,
)


@dataclass(frozen=True)
class DossierRows:
    """What a dossier has one of, and what its history is told of; `portal` is what came from the national portal.

    `stored_files` are those that stand in the store of the applicant. A citizen's page needs neither.
    """

    decision: Decision | None
    issued: Paper | None
    handed: HandOver | None
    history: HistoryRows
    portal: PortalDossier | None = None
    stored_files: Collection[int] = ()


def read_rows(dossier: Dossier, *, for_citizen: bool) -> DossierRows:
    """One query. Slips, trips, papers, charges with their payments, and for officers holds, are at the dossier then."""
    decisions = Decision.objects.filter(dossier=dossier)
    issued = Paper.objects.issued().select_related("file").filter(pk__in=decisions.values("paper_id"))
    handed = HandOver.objects.filter(dossier=dossier)
    payments = Payment.objects.filter(charge__dossier=dossier)
    lists = _lists(dossier, for_citizen)
    history = HistoryRows.of(dossier.case, for_citizen=for_citizen)
    portal, fees, stored = _for_officers(dossier, for_citizen)
    singles = (decisions, issued, handed, portal, fees, stored, payments)
    read_together(*singles, *lists.values(), *history.parts)
    keep_related(dossier, **lists)
    dossier._state.fields_cache["decision"] = _first(decisions)
    for charge in lists["charges"]:
        keep_related(charge, payments=[one for one in payments if one.charge_id == charge.pk])
    for came in portal:
        keep_related(came, fees=list(fees))
    return DossierRows(
        _first(decisions), _first(issued), _first(handed), history, _first(portal), set(stored)
    )


def _lists(dossier: Dossier, for_citizen: bool) -> dict[str, QuerySet[Any]]:
    found: dict[str, QuerySet[Any]] = {
        "slips": dossier.slips.all(),
        "trips": dossier.trips.all(),
        "attachments": dossier.attachments.select_related("file", "entry__paper"),
        "handed_in": dossier.handed_in.all(),
        "charges": dossier.charges.select_related("agency"),
    }
    return found if for_citizen else found | {"holds": dossier.holds.select_related("placed_by", "lifted_by")}


def _for_officers(dossier: Dossier, for_citizen: bool) -> tuple[QuerySet[Any], QuerySet[Any], QuerySet[Any]]:
    """What came from the national portal, the fees paid there, and the files in the applicant's store."""
    portal, fees = PortalDossier.objects.filter(dossier=dossier), PortalFee.objects.all()
    fees = fees.filter(portal_dossier__dossier=dossier)
    stored = StoreEntry.objects.filter(dossier=dossier).values_list("file", flat=True)
    if for_citizen or dossier.case.source != Case.Source.NATIONAL_PORTAL:
        portal, fees = portal.none(), fees.none()
    return portal, fees, stored.none() if for_citizen else stored


def _first(rows: QuerySet[Any]) -> Any:
    return next(iter(rows), None)
