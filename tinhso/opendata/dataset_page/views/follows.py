"""Following a dataset: one button on its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.kernel.people.public import actor_for, signed_in_required
from tinhso.kernel.site import clock
from tinhso.opendata.dataset_page.actions.follow_dataset import follow_dataset, unfollow_dataset
from tinhso.opendata.models import Dataset


@require_POST
@signed_in_required
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow an open dataset, or with `stop` not any more."""
    by = actor_for(request)
    if request.POST.get("stop"):
        unfollow_dataset(dataset=get_object_or_404(Dataset, slug=slug), by=by)
        messages.success(request, _("Đã thôi theo dõi bộ dữ liệu này."))
    else:
        dataset = get_object_or_404(Dataset.objects.public(), slug=slug)
        follow_dataset(dataset=dataset, by=by, now=clock.now())
        messages.success(request, _("Ông/bà sẽ được báo khi bộ dữ liệu này có phiên bản mới."))
    return redirect("dataset", slug)
