"""`tinhso check --security`: what is wrong is named with what to do; what could not be looked at is never called good."""

import json
import os
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tinhso.config.advisories import NotLooked
from tinhso.config.backups.archive import DUMP, add_bytes
from tinhso.config.backups.marks import MADE, mark
from tinhso.config.checks import own_security
from tinhso.config.checks.offline_advisories import holes_in
from tinhso.config.checks.own_security import (  # fmt: skip
    backup,
    certificates,
    cookies,
    dependencies,
    exit_code,
    modes,
    second_factors,
    secret_key,
)
from tinhso.kernel.site.operation import Finding

NOW = datetime(2026, 11, 30, tzinfo=UTC)
FRESH, OLD = "2026-11-29T00:00:00Z", "2026-01-01T00:00:00Z"
EVERYBODY = {"id": "PYSEC-2019-1", "modified": FRESH, "affected": [{"package": {"ecosystem": "PyPI", "name": "Django"}, "versions": ["2.2.0"]}]}  # fmt: skip


def osv(name="Foo_Bar", modified=FRESH, versions=(), **more):
    events = [{"introduced": "1.0"}, {"fixed": "1.4.2"}, {"introduced": "2.0"}, {"last_affected": "2.1"}]
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "versions": list(versions), "ranges": [{"type": "ECOSYSTEM", "events": events}]}  # fmt: skip
    return {"id": "GHSA-1", "modified": modified, "affected": [affected], **more}


def written(tmp_path, value, name="osv.json") -> Path:
    file = tmp_path / name
    file.write_text(value if isinstance(value, str) else json.dumps(value))
    return file


@pytest.mark.parametrize(
    ("version", "hit"),
    [("0.9", False), ("1.0", True), ("1.4.1", True), ("1.4.2", False), ("1.10", False), ("2.0", True), ("2.1", True),
     ("2.1.1", False), ("1.4.2rc1", True), ("khong-phai", True)],
)  # fmt: skip
def test_a_version_is_held_against_the_ranges_of_osv(tmp_path, version, hit):
    file = written(tmp_path, [EVERYBODY, osv()])
    assert bool(holes_in(file, {"foo-bar": version}, NOW)) is hit


def test_a_zip_and_lines_and_withdrawn_advisories(tmp_path):
    libraries = {"foo-bar": "1.1", "other": "1"}
    file = tmp_path / "all.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for number, one in enumerate([EVERYBODY, osv(), osv(id="GHSA-2", withdrawn=FRESH)]):
            archive.writestr(f"{number}.json", json.dumps(one))
    assert [one.advisory for one in holes_in(file, libraries, NOW)] == ["GHSA-1"]
    lines = "\n".join(json.dumps(one) for one in [EVERYBODY, osv()])
    assert len(holes_in(written(tmp_path, lines), libraries, NOW)) == 1


def test_what_cannot_be_believed_is_never_none(tmp_path):
    libraries = {"foo-bar": "1.1"}
    audited = {"dependencies": [{"name": "Foo.Bar", "version": "1.1", "vulns": []}]}
    assert holes_in(written(tmp_path, audited), libraries, NOW) == []
    other = EVERYBODY | {"modified": OLD}
    for value in (
        "", "{", "[]", "{}", "<html>", [osv()], [other, osv(modified=OLD)], [1], {"dependencies": []},
        {"dependencies": [{"name": "foo-bar", "skip_reason": "x"}]}, {"dependencies": [1]},
        {"dependencies": [{"name": "foo-bar", "version": "1.0", "vulns": []}]}, "[" * 100_000,
    ):  # fmt: skip
        with pytest.raises(NotLooked):
            holes_in(written(tmp_path, value), libraries, NOW)
    package = EVERYBODY["affected"][0]["package"]
    for affected in ({"package": package, "ranges": ["x"]}, {"package": package, "versions": 5},
                     {"package": package, "ranges": [{"type": "ECOSYSTEM", "events": [1]}]}):  # fmt: skip
        with pytest.raises(NotLooked):
            holes_in(written(tmp_path, [EVERYBODY | {"affected": [affected]}]), libraries, NOW)
    with pytest.raises(NotLooked):
        holes_in(written(tmp_path, [EVERYBODY | {"modified": "2099-01-01T00:00:00Z"}]), libraries, NOW)
    with pytest.raises(NotLooked):
        holes_in(written(tmp_path, {"dependencies": [{"name": "foo-bar", "version": "1.1", "vulns": [1]}]}), libraries, NOW)  # fmt: skip
    report = written(tmp_path, audited)
    os.utime(report, (NOW.timestamp() - 60 * 86_400,) * 2)
    with pytest.raises(NotLooked, match="cũ hơn"):
        holes_in(report, libraries, NOW)
    for missing in (tmp_path / "khong-co.json", tmp_path):
        with pytest.raises(NotLooked):
            holes_in(missing, libraries, NOW)
    with pytest.raises(NotLooked):
        holes_in(written(tmp_path, audited), {}, NOW)


def test_libraries_are_told_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(own_security, "installed", lambda: {"foo-bar": "1.1"})
    bad = next(dependencies(written(tmp_path, [EVERYBODY, osv()]), NOW))
    good = next(dependencies(written(tmp_path, [EVERYBODY]), NOW))
    blind = [next(dependencies(one, NOW)) for one in (None, tmp_path / "khong-co")]
    assert bad.level == "wrong" and "GHSA-1" in bad.sentence and good.level == "good"
    assert all(one.level == "note" and one.sentence.startswith("không tra được") for one in blind)
    assert [exit_code([one]) for one in (good, blind[0], bad)] == [0, 2, 1]
    assert exit_code([blind[0], bad]) == 1


def test_modes_of_keys_and_of_the_state_folder(tmp_path):
    tmp_path.chmod(0o700)
    key = written(tmp_path, "x", "secret-key")
    key.chmod(0o600)
    assert next(modes(tmp_path)).level == "good"
    key.chmod(0o644)
    found = next(modes(tmp_path))
    assert found.level == "wrong" and "secret-key (644)" in found.sentence
    key.chmod(0o600)
    tmp_path.chmod(0o777)
    assert next(modes(tmp_path)).level == "wrong"
    tmp_path.chmod(0o700)


def certificate(until: datetime) -> bytes:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Thử")])  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(until - timedelta(days=90)).not_valid_after(until)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def test_certificates_that_ended_or_end_soon(tmp_path, monkeypatch):
    monkeypatch.setattr(own_security, "trust_roots", list)
    assert [one.level for one in certificates(tmp_path, NOW)] == ["good"]
    (tmp_path / "a.pem").write_bytes(certificate(NOW - timedelta(days=1)))
    (tmp_path / "b.crt").write_bytes(certificate(NOW + timedelta(days=10)))
    (tmp_path / "c.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nsai\n-----END CERTIFICATE-----\n")
    found = list(certificates(tmp_path, NOW))
    assert [one.level for one in found] == ["wrong", "note", "note"] and "a.pem" in found[0].sentence


def test_a_backup_is_fresh_and_closed(tmp_path, monkeypatch):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path / "state"))
    assert next(backup(None, NOW)).sentence.startswith("không tra được")
    (tmp_path / "state").mkdir()
    mark(MADE)
    assert [one.level for one in backup(None, NOW)] == ["good", "note"]  # what this installation remembers
    assert next(backup(tmp_path, NOW)).level == "wrong"
    file = written(tmp_path, "x", "a.tar")
    os.utime(file, (NOW.timestamp() - 3600, NOW.timestamp() - 3600))
    assert "không trọn vẹn" in next(backup(tmp_path, NOW)).sentence
    with tarfile.open(file, "w") as tar:
        add_bytes(
            tar,
            json.dumps({"format": 2, "sha256": {DUMP: "0" * 64}, "apart": {"files/a": "0" * 64}}).encode(),
            "manifest.json",
        )
    os.utime(file, (NOW.timestamp() - 3600, NOW.timestamp() - 3600))
    assert "thiếu thư mục stored-files" in next(backup(tmp_path, NOW)).sentence
    (tmp_path / "stored-files").mkdir(mode=0o755)
    assert "chmod 700" in next(backup(tmp_path, NOW)).sentence
    (tmp_path / "stored-files").chmod(0o700)
    os.utime(file, (NOW.timestamp() - 3600, NOW.timestamp() - 3600))
    file.chmod(0o600)
    assert next(backup(tmp_path, NOW)).level == "good"
    file.chmod(0o644)
    assert "chmod" in next(backup(tmp_path, NOW)).sentence
    assert "ngày" in next(backup(tmp_path, NOW + timedelta(days=5))).sentence


def test_settings_of_a_browser_and_the_secret_key(settings):
    settings.DEBUG, settings.ALLOWED_HOSTS, settings.SECURE_HSTS_SECONDS = True, ["*"], 0
    wrong = {one.name for one in cookies() if one.level == "wrong"}
    assert {"gỡ lỗi", "tên miền", "HSTS"} <= wrong
    settings.SECRET_KEY = "a" * 60
    assert next(secret_key()).level == "wrong"


@pytest.mark.django_db
def test_administrators_without_a_second_factor(town):
    bare = next(second_factors())
    assert bare.level == "wrong" and bare.sentence.startswith("1 người")
    Authenticator.objects.create(user=town.quan, type="recovery_codes", data={})
    assert next(second_factors()).level == "wrong"  # codes on paper are the way back, not a factor
    Authenticator.objects.create(user=town.quan, type="totp", data={})
    assert next(second_factors()).level == "good"


@pytest.mark.django_db
def test_all_of_it_is_said_whatever_one_part_finds(town):
    found = own_security.examine_security(advisories=None, backups=None)
    assert all(isinstance(one, Finding) and one.sentence for one in found)
    names = {one.name for one in found}
    assert {"thư viện", "sao lưu", "chứng thư", "quyền của tệp", "khóa bí mật", "xác thực hai lớp"} <= names
