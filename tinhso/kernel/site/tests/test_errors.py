import errno
from datetime import datetime

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.test import Client, RequestFactory

from tinhso.kernel.site.views import errors
from tinhso.lib.dates import HANOI

INSIDE = "0912345678 /srv/tinhso/secret-key kernel_event"


@pytest.fixture
def request_of_a_visitor(rf: RequestFactory):
    request = rf.get("/can-bo/")
    request.user = AnonymousUser()
    return request


def test_an_unknown_address_answers_in_vietnamese(client, db):
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()


def test_the_address_of_a_deed_opened_in_a_browser_shows_a_way_on(client, db):
    page = client.get("/can-bo/ho-so/x/trinh-ky/", headers={"accept": "text/html"})
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "Địa chỉ này không mở trực tiếp được" in page.content.decode()
    assert 'href="/can-bo/"' in page.content.decode()
    assert client.get("/can-bo/ho-so/x/trinh-ky/").content == b""  # a program


def test_an_old_form_says_that_nothing_was_done(db):
    response = Client(enforce_csrf_checks=True).post("/ngon-ngu/", {"language": "en"})
    assert response.status_code == 403
    assert "chưa có gì thay đổi" in response.content.decode()


def test_a_conflict_says_who_did_what_and_when(request_of_a_visitor, db):
    response = errors.conflict(
        request_of_a_visitor,
        who="Lê Thị Bình",
        deed="đã tiếp nhận hồ sơ này",
        at=datetime(2024, 3, 8, 9, 30, tzinfo=HANOI),
        url="/can-bo/",
    )
    assert response.status_code == 409
    page = response.content.decode()
    assert "Lê Thị Bình</b> đã tiếp nhận hồ sơ này" in page
    assert "09:30 ngày 08/03/2024" in page


def test_too_much_data_is_413(request_of_a_visitor, db):
    assert errors.bad_request(request_of_a_visitor, RequestDataTooBig()).status_code == 413
    assert errors.bad_request(request_of_a_visitor).status_code == 400
    assert "tối đa 20 MB" in errors.too_large(request_of_a_visitor, limit="20 MB").content.decode()


def test_too_often_says_when_to_try_again(request_of_a_visitor, db):
    response = errors.too_many(request_of_a_visitor, retry_after=61)
    assert response.status_code == 429
    assert response["Retry-After"] == "61"
    assert "sau 2 phút" in response.content.decode()


def test_a_stranger_learns_only_that_it_is_not_theirs(request_of_a_visitor, db):
    response = errors.forbidden(request_of_a_visitor)
    assert response.status_code == 403


def test_the_fatal_page_asks_no_database(rf, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Hệ thống đang gặp lỗi" in response.content.decode()


def away(rf, error):
    try:
        raise error
    except type(error):  # as Django has it in hand when it calls
        return errors.server_error(rf.get("/"))


def lost_by_django():
    error = OperationalError("the connection is lost")
    error.__cause__ = psycopg.OperationalError("server closed the connection unexpectedly")
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (lost_by_django(), "chưa nối được cơ sở dữ liệu"),
        (psycopg.errors.AdminShutdown(), "chưa nối được cơ sở dữ liệu"),
        (psycopg.errors.ReadOnlySqlTransaction(), "chưa nối được cơ sở dữ liệu"),
        (InterfaceError("the connection is closed"), "chưa nối được cơ sở dữ liệu"),
        (psycopg.errors.DiskFull(), "hết chỗ lưu"),
        (OSError(errno.ENOSPC, "No space left on device"), "hết chỗ lưu"),
    ],
)
def test_while_database_or_disk_fail_the_page_says_so_and_when_to_come_back(rf, error, words):
    response = away(rf, error)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert words in response.content.decode()


@pytest.mark.parametrize("error", [ValueError(), OSError(2, "no file"), psycopg.errors.DeadlockDetected()])
def test_an_error_of_our_own_is_no_outage(rf, error):
    assert away(rf, error).status_code == 500


@pytest.mark.parametrize(
    "error", [ValueError(INSIDE), OperationalError(INSIDE), psycopg.errors.AdminShutdown(INSIDE)]
)
def test_a_page_of_an_error_tells_nothing_of_what_is_inside(rf, error):
    tells_nothing(away(rf, error), error)


@pytest.mark.parametrize(
    ("handler", "error"),
    [
        (errors.bad_request, SuspiciousOperation(INSIDE)),
        (errors.bad_request, RequestDataTooBig(INSIDE)),
        (errors.forbidden, PermissionDenied(INSIDE)),
        (errors.not_found, Http404(INSIDE)),
    ],
)
def test_a_refusal_that_django_hands_over_is_not_quoted(db, request_of_a_visitor, handler, error):
    tells_nothing(handler(request_of_a_visitor, error), error)


def test_why_a_form_was_not_trusted_is_not_quoted(db, rf):
    tells_nothing(errors.csrf_failed(rf.post("/"), reason=INSIDE), PermissionDenied(INSIDE))


def tells_nothing(answer, error):
    page = answer.content.decode()
    leaked = [word for word in (*INSIDE.split(), type(error).__name__, "Traceback", ".py") if word in page]
    assert not leaked
