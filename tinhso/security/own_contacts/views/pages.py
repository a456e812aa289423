"""Có phải của tỉnh không? A link, a number, an address or an account held against the registers of the province."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import too_many
from tinhso.kernel.site.rate_limit import limited
from tinhso.security.own_contacts.asking import NotUnderstood, answer
from tinhso.security.own_contacts.forms import AskForm

MOST_QUESTIONS = 60  # from one address in ten minutes


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def own_contact(request: HttpRequest) -> HttpResponse:
    """Sent by POST, so that no log and no history holds it. Five queries."""
    form, found = AskForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST":
        if limited(request, "own_contact", most=MOST_QUESTIONS):
            return too_many(request, retry_after=600)
        if form.is_valid():
            try:
                found = answer(form.cleaned_data["value"], clock.today())
            except NotUnderstood as error:
                form.add_error("value", str(error))
    context = {"form": form, "found": found, "scam_line": rule_or("security.scam_line", "", on=clock.today())}
    return render(
        request, "security/own_contacts/own_contact.html", context, status=422 if form.errors else 200
    )
