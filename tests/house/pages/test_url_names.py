"""A name leads to one address: with the same name in two systems a link may lead into the wrong one."""

from collections import defaultdict

from django.urls import URLPattern, get_resolver


def test_no_two_addresses_share_a_name():
    found = defaultdict(set)
    waiting = [("", get_resolver())]
    while waiting:
        before, resolver = waiting.pop()
        for entry in resolver.url_patterns:
            address = before + str(entry.pattern)
            if isinstance(entry, URLPattern):
                found[(resolver.namespace, entry.name)].add(address)
            else:
                waiting.append((address, entry))
    assert {name: sorted(them) for name, them in found.items() if name[1] and len(them) > 1} == {}
