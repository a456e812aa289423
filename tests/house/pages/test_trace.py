"""No address answers the method TRACE, which would give a request's own headers back; not those of libraries either."""

import pytest

from tests.house.pages.test_routes import address, routes


@pytest.mark.django_db
def test_no_address_is_served_by_the_method_trace(client):
    paths = {address(route, path) for path, route in routes()}
    served = [path for path in paths if client.generic("TRACE", path).status_code != 405]
    assert len(paths) > 300 and not served, "\n".join(sorted(served))
