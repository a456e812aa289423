"""Số hoá: scans of a desk that nobody has signed yet, and the receiving officer's signature on them.

The way of the digest to the official's machine and back is that of results (`browser_signing`).
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import log_access
from tinhso.kernel.papers.public import (
    LocalServiceSigner,
    Paper,
    ScanUnreadable,
    SignatureWrong,
    SigningClosed,
    SigningRefused,
    SigningRequest,
    local_signing,
)
from tinhso.kernel.people.public import Actor, User, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.paper_name import paper_name
from tinhso.onestop.models import Attachment, Dossier
from tinhso.onestop.results.actions.complete_scan import complete_scan
from tinhso.onestop.results.actions.prepare_scan import ScanNotReady, prepare_scan
from tinhso.onestop.results.actions.sign_scan import sign_scan
from tinhso.onestop.results.signing_labels import sentence
from tinhso.onestop.results.views.browser_signing import complete, official, prepare
from tinhso.onestop.store.forms import ScansForm

MOST_AT_ONCE = 50


def waiting(actor: Actor) -> Any:
    """The unsigned scans of this desk, the oldest first."""
    whole = ("file", "scanned_by", "dossier__case__desk", "dossier__version__procedure")
    scans = Attachment.objects.unsigned_scans().at_desk(actor.agency_id)
    return scans.select_related(*whole).order_by("added_at", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def show_scans(request: HttpRequest) -> HttpResponse:
    """Chưa ký số hoá: of the whole desk or, with `?ma=`, of one dossier. A POST signs by the server, in a demo only."""
    actor, found = actor_for(request), waiting(actor_for(request))
    if request.method == "POST":
        sign_chosen(request, found, actor)
        return redirect("scans")
    code = request.GET.get("ma", "")[:60].replace("\x00", "")
    total = found.count()
    scans = list((found.filter(dossier__case__code=code) if code else found)[:MOST_AT_ONCE])
    if scans:
        seen = [scan.dossier_id for scan in scans]
        log_access(by=actor, purpose="signing", page="scans", case_ids=seen, at=clock.now())
    rows = [(scan, paper_name(scan.dossier.version, scan.paper)) for scan in scans]
    context = {"rows": rows, "code": code, "total": total} | local_signing()
    return render(request, "onestop/results/scans.html", context)


def sign_chosen(request: HttpRequest, found: Any, actor: Actor) -> None:
    """The ticked ones, each on its own: one that fails says why and holds up nobody."""
    form = ScansForm(request.POST)
    chosen = list(found.filter(pk__in=form.cleaned_data["chosen"])) if form.is_valid() else []
    if not chosen:
        messages.warning(request, "Đánh dấu ít nhất một bản quét.")
    for scan in chosen:
        if problem := attempt(scan, actor, clock.now()):
            messages.error(request, f"{scan.file.name}: {problem}")
    if chosen:
        left = found.filter(pk__in=[scan.pk for scan in chosen]).count()
        messages.success(request, f"Đã ký số {len(chosen) - left} bản quét.")


def attempt(scan: Attachment, by: Actor, now: datetime) -> str:
    """Empty if it is signed, else why not."""
    holder = User.objects.get(pk=by.user_id or 0).username
    try:
        sign_scan(attachment=scan, signer=LocalServiceSigner(holder), by=by, now=now)
    except (SigningRefused, SignatureWrong) as error:
        return str(error)
    except (ScanNotReady, ScanUnreadable, SigningClosed, NotYourTurn) as error:
        return sentence(error)
    return ""


def scan_of(dossier: Dossier, pk: int) -> Attachment:
    scan = dossier.attachments.filter(scanned_by__isnull=False, pk=pk).first()
    if scan is None:
        raise Http404
    scan.dossier = dossier
    return scan


@require_POST
@role_required(DeskOfficer)
def prepare_scan_sign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    def act(*, dossier: Dossier, ver: int, by: Actor, now: datetime) -> SigningRequest | None:
        return prepare_scan(attachment=scan_of(dossier, pk), by=by, now=now)

    return prepare(request, code, act, official)


@require_POST
@role_required(DeskOfficer)
def complete_scan_sign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    def act(*, dossier: Dossier, ver: int, token: str, cms: bytes, by: Actor, now: datetime) -> Paper:
        return complete_scan(attachment=scan_of(dossier, pk), token=token, cms=cms, by=by, now=now)

    return complete(request, code, act)
