"""From a case to its events, from an event to its seal. They change nothing and show nothing personal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.casework.proof.audit import (
    code_of,
    event_with_proof,
    events_of,
    followed_by,
    head,
    label_of,
    last_comparison,
    last_of_records,
)
from tinhso.casework.proof.forms import AuditForm
from tinhso.kernel.files.public import last_check
from tinhso.kernel.people.public import (
    actor_for,
    first_accounts,
    given_alone,
    given_without_head,
    officer_required,
)
from tinhso.kernel.people.roles import Auditor, Head, Supervisor, labels
from tinhso.kernel.site import clock

MOST_ALONE = 50
FORMULAS = {  # of `EventProof`, for whoever recomputes it by hand
    "leaf": "SHA-256(0x00 ‖ nội dung)",
    "node": "SHA-256(0x01 ‖ trái ‖ phải)",
    "seal": "SHA-256(niêm phong trước ‖ gốc ‖ số sự kiện, 8 byte)",
}


@require_safe
@officer_required
def show_audit(request: HttpRequest) -> HttpResponse:
    """The head of the chain, and the events of the case whose code is asked for."""
    form = AuditForm(request.GET) if "ma" in request.GET else AuditForm()
    asked = form.is_bound and form.is_valid()
    actor = actor_for(request)
    cases = followed_by(actor, clock.today())
    events = events_of(form.cleaned_data["ma"], cases) if asked else None
    alone = [(one, labels(one.roles)) for one in given_alone(MOST_ALONE)]
    shown = {
        "events": events,
        "missing": asked and events is None,
        "head": head(),
        "alone": alone,
        "first": list(first_accounts(clock.today())[:MOST_ALONE]),
        "without_head": [(one, labels(one.roles)) for one in given_without_head(MOST_ALONE)],
    }
    proof = {
        "compared": last_comparison(actor),
        "records": last_of_records(actor),
        "files": last_check(),
    }
    lists = {"supervises": any(actor.holds(role) for role in (Auditor, Head, Supervisor))}
    return render(request, "casework/audit.html", {"form": form} | shown | proof | lists)


@require_safe
@officer_required
def show_event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event as it lies in the log: body, leaf, the way to the root, the seal."""
    found = event_with_proof(pk, actor_for(request), clock.today())
    if found is None:
        raise Http404
    row, proof = found
    context = {
        "row": row,
        "proof": proof,
        "label": label_of(row.name),
        "code": code_of(row.case_id),
        "formulas": FORMULAS,
    }
    return render(request, "casework/audited_event.html", context)
