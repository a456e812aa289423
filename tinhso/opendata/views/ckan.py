"""`/api/3/action/…`: CKAN's Action API for reading. Writing is refused in the standard's shape."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import public_page
from tinhso.lib.plain_json import BadJson, read_json
from tinhso.opendata import engine
from tinhso.opendata.ckan_actions import ACTIONS, ActionRefused

STATUS = {"Validation Error": 409, "Not Found Error": 404, "Authorization Error": 403, "Busy": 503}
MOST_BODY = 200_000
WRITING = ("create", "update", "patch", "delete", "purge", "upsert")


@csrf_exempt  # it reads only, and knows no session
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def ckan_action(request: HttpRequest, action: str) -> HttpResponse:
    """The answer of one action, wrapped as CKAN wraps it."""
    about = request.build_absolute_uri(request.path)
    try:
        if action.endswith(WRITING):
            raise ActionRefused("Authorization Error", "Cổng này chỉ cho đọc qua giao diện CKAN")
        if action not in ACTIONS:
            raise ActionRefused("Not Found Error", f"Không có hành động {action}")
        result = ACTIONS[action](_given(request), request.build_absolute_uri)
    except ActionRefused as refusal:
        error = {"__type": refusal.kind, refusal.about: refusal.message}
        return _json({"help": about, "success": False, "error": error}, STATUS[refusal.kind])
    except engine.TooBusy as busy:
        answer = _json(
            {"help": about, "success": False, "error": {"__type": "Busy", "message": str(busy)}}, 503
        )
        answer["Retry-After"] = "5"
        return answer
    return _json({"help": about, "success": True, "result": result}, 200)


def _given(request: HttpRequest) -> dict[str, Any]:
    """Parameters from the address, a form or a JSON body."""
    if request.method != "POST":
        return dict(request.GET.items())
    if request.content_type != "application/json" and request.POST:
        return dict(request.POST.items())
    body = request.body
    if len(body) > MOST_BODY:
        raise ActionRefused("Validation Error", "Nội dung quá dài")
    try:
        given = read_json(body or b"{}")
    except BadJson as error:
        raise ActionRefused("Validation Error", "JSON không đúng cú pháp") from error
    if not isinstance(given, dict):
        raise ActionRefused("Validation Error", "Phải là đối tượng JSON")
    return given


def _json(content: dict[str, Any], status: int) -> HttpResponse:
    answer = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
