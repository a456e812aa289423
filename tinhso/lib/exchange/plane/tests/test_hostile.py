"""schemathesis draws hundreds of calls from a description of all that a plane answers: no answer is a fault of ours, each has a
documented status, and each call of the exchange has one row of the log."""

import json

import pytest

from tinhso.lib.exchange.plane.tests.running import CALLER, PROVIDER, plane, policy, provider, signed
from tinhso.lib.exchange.plane.tokens import BY_STATEMENT

LETTERS = {"type": "string", "maxLength": 60}


def operation(statuses, parameters=(), body=None):
    answers = {str(one): {"description": "x"} for one in (200, *statuses)}
    found = {"responses": answers, "parameters": list(parameters)}
    return found | ({"requestBody": body} if body else {})


def named(place, *names, required=True, **schema):
    return [
        {"name": one, "in": place, "required": required, "schema": {**LETTERS, **schema}} for one in names
    ]


OF_LGSP = (400, 401, 403, 404, 405, 408, 413, 429, 502, 503, 504)
OF_XROAD = (400, 500)
FORM = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "properties": {
                    "grant_type": {"enum": ["client_credentials", "password", ""]},
                    "client_assertion_type": {"enum": [BY_STATEMENT, "x"]},
                    "client_assertion": {"type": "string"},
                    "client_id": {"type": "string"},
                    "scope": {"type": "string"},
                },
            }
        }
    },
}
ANY_JSON = {
    "content": {
        "application/json": {"schema": {}},
        "application/octet-stream": {"schema": {"type": "string"}},
    }
}
SAID = named(
    "header", "X-Road-Client", "X-Road-Id", "X-Road-Issue", "X-Road-UserId", "Signature", required=False
)
XROAD = f"/r1/VN38/{PROVIDER}"
PATHS = {
    "/lgsp/token": {"post": operation((400, 401, 429), body=FORM)},
    "/lgsp/jwks": {"get": operation(())},
    "/.well-known/oauth-authorization-server": {"get": operation(())},
    "/listClients": {"get": operation(OF_LGSP, named("query", "xRoadInstance", required=False))},
    "/r1/VN38/listMembers": {"get": operation(OF_XROAD, SAID)},
    f"{XROAD}/listMethods": {"get": operation(OF_XROAD, SAID)},
    f"{XROAD}/allowedMethods": {"get": operation(OF_XROAD, SAID)},
    f"{XROAD}/getOpenAPI": {"get": operation(OF_XROAD, [*SAID, *named("query", "serviceCode")])},
    f"{XROAD}/{{service}}/people/{{id}}": {
        "get": operation(OF_XROAD, [*SAID, *named("path", "service", "id")])
    },
    "/lgsp/so-a/dan-cu/{service}/people/{id}": {
        "get": operation(
            OF_LGSP, [*SAID, *named("path", "service", "id"), *named("query", "q", required=False)]
        )
    },
    "/lgsp/so-a/dan-cu/tra-cuu/echo": {"post": operation(OF_LGSP, SAID, ANY_JSON)},
    "/lgsp/so-a/dan-cu/chung-cu/echo": {"post": operation(OF_LGSP, SAID, ANY_JSON)},
    "/lgsp/{member}/{system}/{service}": {
        "get": operation(OF_LGSP, named("path", "member", "system", "service"))
    },
    "/{word}": {"get": operation(OF_LGSP, named("path", "word"))},
}
DESCRIBED = {"openapi": "3.1.0", "info": {"title": "plane", "version": "1"}, "paths": PATHS}
WITHOUT_ROW = {"/lgsp/jwks", "/.well-known/oauth-authorization-server"}


@pytest.mark.long
def test_no_drawn_call_finds_a_fault_and_each_has_one_row(tmp_path):
    import schemathesis

    described = schemathesis.openapi.from_dict(DESCRIBED)
    with provider() as port, plane(tmp_path / "p", signed(policy(port))) as running:
        bearer = f"Bearer {running.token()[1]['access_token']}"
        described.config.base_url = f"http://127.0.0.1:{running.port}"
        for result in described.get_all_operations():
            tried(running, result.ok(), bearer)


def tried(running, operation, bearer):
    from hypothesis import HealthCheck, given, settings

    statuses, before = [], len(running.settled())
    said = operation.definition.raw["responses"]
    is_xroad = operation.path.startswith("/r1/")

    @given(case=operation.as_strategy())
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def hold(case):
        headers = {"Authorization": bearer} if len(statuses) % 4 else {}
        if is_xroad and len(statuses) % 2:
            headers["X-Road-Client"] = f"VN38/{CALLER}"
        answer = case.call(headers=headers)
        statuses.append(answer.status_code)
        assert str(answer.status_code) in said, (case, answer.status_code)
        if is_xroad and answer.status_code != 200:  # X-Road's own 500 is a refusal, and says which
            assert answer.headers["x-road-error"][0].startswith(("Server.", "Client."))
            assert set(json.loads(answer.content)) == {"type", "message", "detail"}

    hold()
    rows = running.settled()[before:]
    assert len(rows) == (0 if operation.path in WITHOUT_ROW else len(statuses)), operation.path
    assert not [row for row in rows if row["code"] in ("broken_off", "no_policy", "log_full")]
