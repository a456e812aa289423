"""Requests of all web processes in one count, that a process which ends takes nothing of."""

import os
import re

from tinhso.config.request_counts import PLACES, RequestCounts
from tinhso.lib.messages.exposition import exposition


def lines(counts):
    return exposition(counts.families()).splitlines()


def in_child(work):
    """Run in a fork, as a web process of its own; it must end well."""
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_each_process_counts_in_a_place_of_its_own_and_all_are_summed():
    counts = RequestCounts()
    counts.count(200, 0.02)
    for _ in range(3):
        in_child(lambda: [counts.count(status, 0.3) for status in (200, 404, 503)])
    page = lines(counts)
    assert 'tinhso_requests_total{status="2xx"} 4' in page and 'tinhso_requests_total{status="5xx"} 3' in page
    assert 'tinhso_request_seconds_bucket{le="0.025"} 1' in page
    assert 'tinhso_request_seconds_bucket{le="+Inf"} 10' in page and "tinhso_request_seconds_count 10" in page
    assert "tinhso_request_seconds_sum 2.72" in page
    assert (
        "# TYPE tinhso_request_seconds histogram" in page and "# TYPE tinhso_requests_total counter" in page
    )


def test_more_processes_than_places_and_a_status_that_is_none_lose_nothing():
    counts = RequestCounts()
    counts._forks = PLACES - 1  # as many processes have been begun
    for _ in range(2):
        in_child(lambda: counts.count(200, 11.0))
    counts.count(0, 0.0)
    counts.count(999, 0.0)
    total = sum(int(line.split()[1]) for line in lines(counts) if re.match(r"tinhso_requests_total\{", line))
    assert total == 4
