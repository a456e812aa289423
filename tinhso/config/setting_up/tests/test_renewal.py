"""Units and `tinhso.sh` that a former version wrote: written anew by who may, told to who may not."""

import json

import pytest

from tinhso.config.backups import rollback
from tinhso.config.backups.rollback import Step, refuse_replaced, write_step
from tinhso.config.checks import doctor
from tinhso.config.commands.new_pack import SHIPPED
from tinhso.config.database import last_upgrade
from tinhso.config.programs import Programs, surroundings
from tinhso.config.refusal import Refusal
from tinhso.config.setting_up import files, renewal
from tinhso.config.setting_up.files import begin_link, drafts, note

FORMER = ("tinhso.sh", "tinhso.service", "tinhso-backup.service", "tinhso-backup-check.service")


@pytest.fixture
def answers(tmp_path):
    given = {"site": "https://dichvucong.tinh.vn", "account": "tinhso", "port": "8000", "pack": str(SHIPPED)}
    places = {"state": "state", "backup": "backup", "certificate": "c.crt", "certificate_key": "c.key"}
    return given | {key: str(tmp_path / name) for key, name in places.items()}


@pytest.fixture
def versions(tmp_path, monkeypatch):
    """A bundle in the place of a former version, and the folder of versions with its link."""
    for name in ("former", "new"):
        (tmp_path / "versions" / name / "wheels").mkdir(parents=True)
        (tmp_path / "versions" / name / "bin").mkdir()
        (tmp_path / "versions" / name / "bin/tinhso").touch()
    programs = Programs(tmp_path / "versions")
    for module in (files, rollback):
        monkeypatch.setattr(module, "ROOT", programs.folder / "new")
    return programs


@pytest.fixture
def installation(tmp_path, monkeypatch, answers, versions):
    """As 0.1.0 left it after an upgrade: all that it wrote, with the Python environment that it named."""
    etc = tmp_path / "etc"
    etc.mkdir()
    monkeypatch.setenv("TINHSO_STATE", answers["state"])
    monkeypatch.setenv("TINHSO_SETUP", str(etc))
    monkeypatch.setattr(renewal, "UNITS", tmp_path / "units")
    versions.point_to(versions.folder / "new")
    with monkeypatch.context() as before:
        before.setattr(files, "environment_folder", lambda: f"{versions.link}/.venv")
        drawn = drafts(answers, etc)
    for one in drawn:
        one.write()
    note(etc, drawn)
    return etc


def texts(etc):
    return [(etc / name).read_text() for name in FORMER]


def test_the_first_start_writes_them_anew_without_an_environment(installation, capsys):
    assert all("TINHSO_VENV=" in text for text in texts(installation))
    assert len(renewal.stale_files()) == len(FORMER)
    renewal.renew_files()
    assert not any("TINHSO_VENV" in text for text in texts(installation))
    assert capsys.readouterr().out.count("Đã viết lại") == len(FORMER)
    assert not renewal.stale_files() and not list(doctor.units())
    assert (installation / "tinhso.sh.before").exists()
    renewal.renew_files()
    assert not capsys.readouterr().out


def test_what_somebody_changed_and_what_this_account_may_not_read_is_told_to_root(installation, capsys):
    service, copied = installation / "tinhso.service", renewal.UNITS / "tinhso.service"
    renewal.UNITS.mkdir()
    copied.write_text(service.read_text())
    service.write_text(service.read_text() + "# ta\n")
    renewal.renew_files()
    assert service.read_text().endswith("# ta\n") and renewal.stale_files() == [service, copied]
    (installation / "answers.json").write_text("")
    (finding,) = doctor.units()
    command = f"bin/tinhso setup --files-only --into {installation} --answers {installation}/answers.json"
    assert finding.level == "note" and command in finding.sentence and str(service) in finding.sentence
    (installation / "tinhso.sh").write_text("exec khác\n")
    renewal.renew_files()
    printed = capsys.readouterr().out
    assert command in printed and "exec khác" in (installation / "tinhso.sh").read_text()


def test_units_of_another_installation_are_none_of_ours(installation, monkeypatch, tmp_path):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path / "stat"))
    assert renewal.stale_files() == []


def test_a_bundle_that_is_set_up_is_started_by_the_link(versions, answers, tmp_path):
    begin_link()
    assert versions.link.resolve() == versions.folder / "new"
    written = {one.path.name: one.text for one in drafts(answers, tmp_path)}
    assert f"ExecStart={versions.link}/bin/tinhso up" in written["tinhso.service"]
    assert not [name for name, text in written.items() if "TINHSO_VENV" in text]
    versions.point_to(versions.folder / "former")
    begin_link()
    assert versions.link.resolve() == versions.folder / "former"


def test_another_versions_program_does_not_run_in_our_environment(versions, monkeypatch, tmp_path):
    monkeypatch.setenv("TINHSO_VENV", "/ours")
    assert "TINHSO_VENV" not in surroundings(versions.folder / "former")
    (tmp_path / "clone").mkdir()
    assert surroundings(tmp_path / "clone")["TINHSO_VENV"] == "/ours"
    (tmp_path / "clone/.venv").mkdir()
    assert "TINHSO_VENV" not in surroundings(tmp_path / "clone")


def test_a_version_that_was_replaced_serves_nobody_and_names_the_link(versions, monkeypatch, tmp_path):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    refuse_replaced()
    folder = versions.folder
    write_step(last_upgrade(), Step(str(folder / "former"), str(folder / "new"), "b.tar", str(folder)))
    versions.point_to(folder / "new")
    refuse_replaced()
    monkeypatch.setattr(rollback, "ROOT", folder / "former")
    with pytest.raises(Refusal, match="hien-hanh/bin/tinhso"):
        refuse_replaced()
    versions.point_to(folder / "former")
    refuse_replaced()


def test_notes_of_files_that_were_not_written_this_time_stay(installation):
    noted = json.loads((installation / files.NOTED).read_text())
    renewal.renew_files()
    after = json.loads((installation / files.NOTED).read_text())
    assert after.keys() == noted.keys() and {name for name in noted if noted[name] != after[name]} == set(
        FORMER
    )
