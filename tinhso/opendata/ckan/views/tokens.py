"""Keys for programs that write an agency's datasets."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.people.public import Agency, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.opendata.ckan.actions.make_token import TooManyTokens, make_token, revoke_token
from tinhso.opendata.ckan.forms import TokenForm
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import ApiToken


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def api_tokens(request: HttpRequest) -> HttpResponse:
    """The agency's keys; a new one is shown this once."""
    by = actor_for(request)
    agency = get_object_or_404(Agency, pk=by.agency_id or 0)
    check_can_write(agency.pk, by)
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            name = form.cleaned_data["name"]
            _token, secret = make_token(agency=agency, name=name, by=by, now=clock.now())
            form = TokenForm()
        except TooManyTokens as error:
            form.add_error("name", str(error))
    context = {
        "form": form,
        "secret": secret,
        "tokens": ApiToken.objects.filter(agency=agency).select_related("made_by"),
        "now": timezone.now(),
    }
    return render(request, "opendata/ckan/tokens.html", context, status=400 if form.errors else 200)


@require_POST
@officer_required
def revoke_api_token(request: HttpRequest, token_id: int) -> HttpResponse:
    """Revoke a key of one's agency."""
    by = actor_for(request)
    token = get_object_or_404(ApiToken, pk=token_id, agency_id=by.agency_id or 0)
    revoke_token(token=token, by=by, now=clock.now())
    messages.success(request, _("Đã thu hồi khóa."))
    return redirect("api_tokens")
