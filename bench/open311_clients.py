"""Our Open311 through the clients that exist, from an environment of their own outside the tree:

    python3 -m venv /tmp/open311 && /tmp/open311/bin/pip install three georeport pillow
    /tmp/open311/bin/python bench/open311_clients.py http://127.0.0.1:8000 API_KEY

`bin/demo` runs meanwhile; the key is asked for at /open311/xin-khoa/, let in by Lê Thị Phương, claimed at its page. `three`
(with one line for Python 3) sends and reads as JSON, a picture by multipart too; `georeport` reads as JSON and as XML, and
both must say the same. Last, the errors of the standard: status, code and shape in both formats. Ends with how many were wrong.
"""

import io
import itertools
import sys
from collections.abc import Callable
from functools import partial
from operator import eq
from typing import Any
from xml.etree import ElementTree

itertools.ifilter = filter  # type: ignore[attr-defined]  # `three` 0.8.0 was written for Python 2

import requests  # noqa: E402
from georeport import GeoReport  # noqa: E402
from PIL import Image  # noqa: E402
from three import Three  # noqa: E402

HERE = {"lat": "19.8067", "long": "105.7852"}
wrong: list[str] = []


def check(name: str, ask: Callable[[], Any], right: Callable[[Any], Any] = bool) -> Any:
    """Ask, and say whether what came is right; a client that falls over is wrong too."""
    try:
        found = ask()
        good = bool(right(found))
    except (ArithmeticError, LookupError, OSError, TypeError, ValueError) as error:
        found, good = repr(error), False
    if not good:
        wrong.append(name)
    print(f"{'ok   ' if good else 'WRONG'} {name}: {str(found)[:110]}")
    return found


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (90, 120, 60)).save(out, "JPEG")
    out.name = "anh.jpg"
    out.seek(0)
    return out


def send(client: Three, service: str) -> None:
    """One by its words, one with a picture by multipart, one whose picture is to be fetched."""
    words = {"description": "Thử Open311 (three)", "name": "An Le", **HERE}
    check("three: post", lambda: client.post(service, **words), has("service_request_id"))
    check(
        "three: post with media",
        lambda: client.post(service, media=picture(), **words),
        has("service_request_id"),
    )
    url = "https://example.com/anh.jpg"
    answer = check(
        "three: post with media_url", lambda: client.post(service, media_url=url, **words), has("token")
    )
    if isinstance(answer, list):
        check("three: token", lambda: client.token(answer[0]["token"]), has("token"))


def has(name: str) -> Callable[[Any], bool]:
    return lambda found: isinstance(found, list) and len(found) == 1 and bool(found[0][name])


def read(client: Three, base: str) -> str:
    """What `three` reads; the code of a service with and of one without further questions is chosen on the way."""
    check("three: discovery", client.discovery, lambda found: found["endpoints"][0]["url"] == base)
    services = check("three: services", client.services)
    asked = next((one for one in services if one["metadata"]), services[0])["service_code"]
    check("three: service definition", lambda: client.services(asked), lambda f: f["attributes"])
    rows = check("three: requests", lambda: client.requests(count=5), lambda found: len(found) <= 5)
    check("three: requests of a service", lambda: client.requests(rows[0]["service_code"]))
    check("three: requests between", lambda: client.requests(between=["1-1-2024", "3-1-2024"]), listed)
    check(
        "three: one request", lambda: client.request(rows[0]["service_request_id"]), has("service_request_id")
    )
    return next(one for one in services if not one["metadata"])["service_code"]


def listed(found: Any) -> bool:
    return isinstance(found, list) and bool(found)


def same(base: str) -> None:
    """What `georeport` reads as JSON and as XML is the same."""
    data, text = GeoReport(base), GeoReport(base, output_format="xml")
    code = data.get_service_list()[0]["service_code"]
    one = data.get_service_requests()[0]["service_request_id"]
    calls: dict[str, tuple[Any, ...]] = {
        "get_service_list": (),
        "get_service_definition": (code,),
        "get_service_requests": (),
        "get_service_request": (one,),
    }
    for name, words in calls.items():
        first = check(f"georeport: {name} as JSON", partial(getattr(data, name), *words))
        second = check(f"georeport: {name} as XML", partial(getattr(text, name), *words))
        check(
            f"georeport: {name}, both the same",
            partial(eq, as_text(first), as_text(second)),
        )
    status = data.get_service_requests(status="closed", start_date="2024-01-01T00:00:00Z")
    check("georeport: closed ones", lambda: {row["status"] for row in status}, lambda f: f == {"closed"})


def as_text(value: Any) -> Any:
    """What JSON says in the words of XML as `xmltodict` reads it: an element in a list, an empty one as None."""
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(inside := next(iter(value.values())), list | dict):
            return as_text(inside if isinstance(inside, list) else [inside])
        return {name: as_text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value] or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value in (None, "") else str(value)


def errors(base: str, key: str, service: str) -> None:
    """The standard's: 403 without a key, 404 for what is not known, 400 for what is missing."""
    good = {"api_key": key, "service_code": service, "description": "x", **HERE}
    cases = [
        (403, "post", "requests", {**good, "api_key": ""}),
        (403, "post", "requests", {**good, "api_key": "sai"}),
        (404, "post", "requests", {**good, "service_code": "khong-co"}),
        (400, "post", "requests", {**good, "lat": "", "long": ""}),
        (400, "post", "requests", {**good, "service_code": ""}),
        (404, "post", "requests", {**good, "jurisdiction_id": "noi-khac"}),
        (404, "get", "requests/PA-0", {}),
        (404, "get", "services/khong-co", {}),
        (404, "get", "tokens/khong-co", {}),
        (400, "get", "requests", {"status": "maybe"}),
        (400, "get", "requests", {"start_date": "hom-qua"}),
    ]
    for code, verb, path, words in cases:
        for fmt in ("json", "xml"):
            name = f"error {code} {verb} {path}.{fmt}"
            check(
                name,
                partial(post_refusal, base, verb, path, fmt, words),
                partial(eq, (code, code)),
            )


def post_refusal(base: str, verb: str, path: str, fmt: str, words: dict[str, str]) -> tuple[int, int]:
    """(HTTP status, code in the body); the description has to be there."""
    sent = {"data": words} if verb == "post" else {"params": words}
    answer = requests.request(verb, f"{base}/{path}.{fmt}", timeout=60, **sent)  # type: ignore[arg-type]
    if fmt == "json":
        row = answer.json()[0]
        return answer.status_code, row["code"] if row["description"] else 0
    row = ElementTree.fromstring(answer.content).find("error")  # noqa: S314 (our own answer)
    assert row is not None and row.findtext("description")  # noqa: S101
    return answer.status_code, int(row.findtext("code") or 0)


def main(site: str, key: str) -> int:
    base = f"{site}/open311/v2"
    client = Three(base, api_key=key)
    service = read(client, base)
    send(client, service)
    same(base)
    errors(base, key, service)
    print(f"wrong: {len(wrong)}")
    return min(len(wrong), 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1].rstrip("/"), sys.argv[2]))
