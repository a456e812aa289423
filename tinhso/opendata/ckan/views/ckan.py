"""`/api/3/action/…` and `/api/action/…`: CKAN's Action API, by GET and by POST of JSON or a form; writing with a key."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.public import any_origin
from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.opendata.ckan.ckan import organization
from tinhso.opendata.ckan.ckan_actions import ACTIONS
from tinhso.opendata.ckan.parameters import STATUS, ActionRefused, Parameters, needed
from tinhso.opendata.ckan.writer import has_key, own_dataset, writer_of
from tinhso.opendata.ckan.writing import WRITES, show_own, written
from tinhso.opendata.engine import engine

MOST_BODY = 200_000
MOST_ROWS_BODY = 10_000_000  # of the actions that bring rows
WRITING = ("create", "update", "patch", "delete", "purge", "upsert")


@csrf_exempt  # it knows no session: who writes shows a token
@any_origin("GET", "HEAD", "POST")
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def ckan_action(request: HttpRequest, action: str) -> HttpResponse:
    """The answer of one action, wrapped as CKAN wraps it."""
    about = request.build_absolute_uri(f"/api/3/action/help_show?name={action}")
    if action not in ACTIONS and action not in WRITES and not action.endswith(WRITING):
        unknown = f"Bad request - Action name not known: {action}"  # a bare text, as CKAN says it
        return JsonResponse(unknown, status=400, safe=False)
    try:
        result = _run_action(request, action)
    except ActionRefused as refusal:
        return _json({"help": about, "success": False, "error": refusal.shape()}, STATUS[refusal.kind])
    except engine.TooBusy as busy:
        error = {"__type": "Busy", "message": str(busy)}
        answer = _json({"help": about, "success": False, "error": error}, 503)
        answer["Retry-After"] = "5"
        return answer
    return _json({"help": about, "success": True, "result": result}, 200)


def _run_action(request: HttpRequest, action: str) -> Any:
    url = request.build_absolute_uri
    if action in WRITES:
        if request.method != "POST":
            raise ActionRefused("Validation Error", "Ghi dữ liệu phải dùng POST", "method")
        writer = writer_of(request)  # before the body is read: a stranger sends no gigabytes
        files = {name: file for name, file in request.FILES.items() if isinstance(file, UploadedFile)}
        most = MOST_ROWS_BODY if action.startswith("datastore_") else MOST_BODY
        return written(action, _parameters(request, most), files, writer, url)
    if action.endswith(WRITING):
        raise ActionRefused("Authorization Error", "Cổng này không cho làm việc đó qua giao diện CKAN")
    if action == "organization_list_for_user" and has_key(request):
        return [organization(writer_of(request).agency) | {"capacity": "editor"}]
    try:
        return ACTIONS[action](_parameters(request), url)
    except ActionRefused as refusal:
        if action == "package_show" and refusal.kind == "Not Found Error" and has_key(request):
            return show_own(
                own_dataset(needed(_parameters(request), "id", "name_or_id"), writer_of(request)), url
            )
        raise


def _parameters(request: HttpRequest, most: int = MOST_BODY) -> Parameters:
    """Parameters from the address, a form or a JSON body."""
    if request.method != "POST":
        return dict(request.GET.items())
    if request.content_type == "multipart/form-data" or (
        request.content_type != "application/json" and request.POST
    ):
        return dict(request.POST.items())
    body = request.body
    if len(body) > most:
        raise ActionRefused("Validation Error", "Nội dung quá dài", "body")
    try:
        given = read_json(body or b"{}")
    except BadJson as error:
        raise ActionRefused("Validation Error", "JSON không đúng cú pháp", "body") from error
    if not isinstance(given, dict):
        raise ActionRefused("Validation Error", "Phải là đối tượng JSON", "body")
    return given


def _json(content: dict[str, Any], status: int) -> HttpResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
