import re
import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.notices.forms import SmsTrialForm
from tinhso.kernel.notices.sms import answer_sms, help_text
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.lib.messages.plain_json import read_json
from tinhso.lib.messages.signed_message import BadSignature, check_stamp

BIGGEST = 4096
PHONE = re.compile(r"(\+?84|0)\d{9}")


@csrf_exempt  # the gateway has no session; its signature stands for it
@require_POST
@public_page
def sms_in(request: HttpRequest) -> HttpResponse:
    """One message from the gateway, JSON `{from, text}` with a stamp in `X-Signature`; answers `{reply}`. 403 unsigned, 400 wrong."""
    if not settings.TINHSO_SMS_SECRET:
        raise Http404
    if len(request.body) > BIGGEST:
        return JsonResponse({"error": "too_large"}, status=413)
    try:
        line = request.headers.get("X-Signature", "")
        check_stamp(settings.TINHSO_SMS_SECRET, request.body, line, now=int(time.time()))
    except BadSignature:
        return JsonResponse({"error": "signature"}, status=403)
    try:
        given = read_json(request.body)
        phone, text = str(given["from"]), str(given["text"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "body"}, status=400)
    if not PHONE.fullmatch(phone):
        return JsonResponse({"error": "phone"}, status=400)
    return JsonResponse({"reply": answer_sms(phone[-9:], text, now=clock.now())})


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def sms_trial(request: HttpRequest) -> HttpResponse:
    """The demo's telephone: what would be sent to the province's number, and what comes back."""
    if not settings.DEMO:
        raise Http404
    form, reply = SmsTrialForm(request.POST or None), ""
    if form.is_valid():
        reply = answer_sms(form.cleaned_data["phone"][-9:], form.cleaned_data["text"], now=clock.now())
    context = {"form": form, "reply": reply, "help": help_text()}
    return render(request, "notices/sms_trial.html", context, status=422 if form.errors else 200)
