"""Every route of the program says who may open it, and a visitor is let into none that is not public."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

# Rooms below `people` cannot use its guards. What they show is for everybody, or says itself who is let in.
PUBLIC_ROOMS = ("tinhso.kernel.site.views.", "tinhso.config.health.", "tinhso.config.metrics.")
# Routers of django-ninja: each operation carries its own check and has its own house test.
API_ROOMS = ("ninja.",)
# Written before the guards were there; they check by themselves. The list may only shrink.
SELF_GUARDED: set[str] = set()
EXAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-4000-8000-000000000000", "path": "x"}


def routes() -> Iterator[tuple[str, URLPattern]]:
    def walk(patterns, prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for item in patterns:
            path = prefix + str(item.pattern)
            if isinstance(item, URLResolver):
                yield from walk(item.url_patterns, path)
            else:
                yield path, item

    return walk(get_resolver().url_patterns, "/")


def where(route: URLPattern) -> str:
    view = route.callback
    return f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}"


def guard(route: URLPattern) -> str:
    if where(route).startswith(PUBLIC_ROOMS):
        return "public"
    if where(route).startswith(API_ROOMS):
        return "api"
    return getattr(route.callback, "guard", "")


def address(route: URLPattern, path: str) -> str:
    for name, converter in route.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        kind = "str" if kind == "string" else kind
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            path = path.replace(written, EXAMPLES.get(kind, "x"))
    return path


def test_every_route_has_a_guard():
    excused = tuple(SELF_GUARDED)
    bare = sorted(
        f"{path} ({where(route)})"
        for path, route in routes()
        if not guard(route) and not where(route).startswith(excused)
    )
    assert not bare, "a view without @public_page, @officer_required, ...:\n" + "\n".join(bare)


def test_nobody_stays_excused_who_has_a_guard_now():
    bare = [where(route) for _, route in routes() if not guard(route)]
    done = {room for room in SELF_GUARDED if not any(view.startswith(room) for view in bare)}
    assert not done, f"take these from SELF_GUARDED: {done}"


@pytest.mark.django_db
def test_a_visitor_is_sent_to_sign_in_from_every_guarded_page():
    open_doors = []
    for path, route in routes():
        if guard(route) in ("public", "api", ""):
            continue
        response = Client().get(address(route, path))
        if response.status_code == 405:
            continue  # a deed: has no page
        if response.status_code != 302 or not response["Location"].startswith("/dang-nhap/"):
            open_doors.append(f"{path} answered {response.status_code}")
    assert not open_doors, "\n".join(open_doors)


@pytest.mark.django_db
def test_a_visitor_who_posts_is_stopped_and_keeps_what_was_typed():
    open_doors = []
    for path, route in routes():
        if guard(route) in ("public", "api", ""):
            continue
        response = Client().post(address(route, path), {"ghi_chu": "giữ lại"})
        if response.status_code == 405:
            continue  # a page: takes no deed
        if response.status_code != 401 or "giữ lại" not in response.content.decode():
            open_doors.append(f"{path} answered {response.status_code}")
    assert not open_doors, "\n".join(open_doors)


@pytest.mark.django_db
def test_a_citizen_opens_no_page_of_officers(town):
    client = town.sign_in(Client(), "dung")
    for path, route in routes():
        if guard(route).startswith(("officer", "role")):
            answers = {
                client.get(address(route, path)).status_code,
                client.post(address(route, path)).status_code,
            }
            assert answers <= {403, 405}, path
