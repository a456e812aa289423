"""A program with a fault, or a database of another version, is not put to work."""

import argparse
import errno
import os

import pytest
from django.apps import apps
from django.db.migrations.state import ModelState, StateApps
from django.db.models import Field

from tinhso.config.commands import prepare
from tinhso.config.quick_migrations import quick_migrations
from tinhso.config.refusal import NOT_READY, WRONG, Refusal
from tinhso.indicators.reports import codes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """The test has its Django and its database already."""
    monkeypatch.setattr(prepare, "open_django", lambda: None)


def look() -> int:
    return prepare.run(argparse.Namespace(check=True, files=False, quiet=True))


def test_what_is_ready_is_ready():
    assert look() == 0


@pytest.mark.long
def test_a_mistyped_code_of_a_measure_is_an_error_at_the_start(monkeypatch):
    page = {"figures": [], "alerts": [{"indicator": "onestop.on_time_rat"}]}
    monkeypatch.setattr(codes.sources, "executive_data", lambda: page)
    with pytest.raises(Refusal, match="executive: không có chỉ tiêu onestop.on_time_rat") as refused:
        look()
    assert refused.value.code == WRONG
    with pytest.raises(Refusal, match="on_time_rat"):
        prepare.prepare_all(quiet=True)


def test_a_database_that_lacks_a_migration_is_named(monkeypatch):
    monkeypatch.setattr(prepare, "pending_migrations", lambda: ["onestop.0099_new"])
    with pytest.raises(Refusal, match="tinhso prepare") as refused:
        look()
    assert refused.value.code == NOT_READY


def test_a_database_of_a_newer_program_is_refused_by_whoever_serves_and_whoever_prepares(monkeypatch):
    monkeypatch.setattr(prepare, "newer_migrations", lambda: ["onestop.0099_new"])
    for deed in (look, lambda: prepare.prepare_all(quiet=True)):
        with pytest.raises(Refusal, match=r"mới hơn \(onestop.0099_new\)") as refused:
            deed()
        assert refused.value.code == NOT_READY


def test_up_without_the_owner_gathers_the_files_of_this_machine(monkeypatch):
    """A second web node has no owner's address: every page was an error for want of STATE/static."""
    monkeypatch.delenv("TINHSO_OWNER_URL", raising=False)
    asked = []
    monkeypatch.setattr(prepare, "refuse_unfinished", lambda: None)
    monkeypatch.setattr(prepare, "prepare_in_child", asked.append)
    prepare.prepare_in_a_process(own_process=False)
    assert asked == ["--check", "--files"]


def test_up_without_the_owner_says_so_with_the_code_of_the_child(monkeypatch, tmp_path):
    monkeypatch.delenv("TINHSO_OWNER_URL", raising=False)
    asked = []
    monkeypatch.setattr(prepare, "refuse_unfinished", lambda: None)
    monkeypatch.setattr(
        prepare.subprocess, "run", lambda words, **_: asked.append(words) or argparse.Namespace(returncode=3)
    )
    with pytest.raises(Refusal) as refused:
        prepare.prepare_in_a_process(own_process=False)
    assert refused.value.code == NOT_READY
    assert asked[0][-2:] == ["prepare", "--check"]


def test_no_page_and_no_script_names_a_file_of_a_library_that_is_not_served():
    named = [pattern.rstrip("*") for pattern in prepare.UNSERVED]
    pages = [
        *prepare.ROOT.glob("tinhso/**/templates/**/*.html"),
        *prepare.ROOT.glob("tinhso/**/static/**/*.js"),
    ]
    assert len(pages) > 300
    assert [page.name for page in pages if any(name in page.read_text() for name in named)] == []


APPS = ("casework", "onestop", "indicators", "procrastinate")


def states() -> list[ModelState]:
    return [
        ModelState.from_model(model) for label in APPS for model in apps.get_app_config(label).get_models()
    ]


def test_a_copied_field_is_what_a_thorough_clone_is():
    thorough = Field.clone
    with quick_migrations():
        for state in states():
            for field in (one for one in state.fields.values() if not hasattr(one, "base_field")):
                found = field.clone()
                assert found is not field and found.deconstruct() == thorough(field).deconstruct()
                assert not found.is_relation or found.remote_field is not field.remote_field
    assert Field.clone is thorough


def test_models_hold_their_fields_in_the_order_of_the_state_and_leave_it_unbound():
    state = states()[0]
    with quick_migrations():
        model = state.clone().render(StateApps([], {}, ignore_swappable=True))
    assert [field.name for field in model._meta.local_fields] == list(state.fields)  # noqa: SLF001
    assert not any(hasattr(field, "model") for field in state.fields.values())


@pytest.mark.parametrize("why", [errno.EACCES, errno.EROFS])
def test_an_account_that_may_not_write_beside_the_program_goes_on(monkeypatch, capsys, why):
    """As the weekly trial of a backup does, by the account that serves, after root has put a newer program there."""

    def refused():
        raise OSError(why, os.strerror(why), "django.mo")

    monkeypatch.setattr(prepare, "compile_messages", refused)
    prepare.compile_where_allowed()
    assert "chạy lại tinhso setup bằng root" in capsys.readouterr().err


def test_a_full_disk_is_no_matter_of_rights(monkeypatch):
    def refused():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(prepare, "compile_messages", refused)
    with pytest.raises(OSError):
        prepare.compile_where_allowed()
