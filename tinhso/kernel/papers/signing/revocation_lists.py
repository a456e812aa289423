"""Lists of revoked certificates (CRL) that the province fetched into files: what is in them, and whether they serve."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from asn1crypto import crl, pem, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import load_der_x509_certificate, load_der_x509_crl
from django.conf import settings

from tinhso.kernel.papers.signing.trust_roots import trust_roots
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Finding
from tinhso.lib.dates import vn_datetime

NAME = "TINHSO_REVOCATION_LISTS"
MOST_IN_A_FILE = 50


@dataclass
class ListFile:
    """A file of the setting: DER, or PEM with one list or more. `damaged` counts what is there and is none."""

    path: Path
    lists: list[crl.CertificateList] = field(default_factory=list)
    damaged: int = 0


def list_files() -> list[ListFile]:
    """Of the setting REVOCATION_LISTS, read anew each time, for whatever fetches them writes when it likes."""
    return [_read(Path(name)) for name in settings.REVOCATION_LISTS]


def _read(path: Path) -> ListFile:
    file = ListFile(path)
    try:
        content = path.read_bytes()
        if pem.detect(content):
            parts = [der for _kind, _headers, der in pem.unarmor(content, multiple=True)]
        else:
            parts = [content]
    except (OSError, ValueError):
        file.damaged = 1
        return file
    for part in parts[:MOST_IN_A_FILE]:
        found = _loaded(part)
        if found is None:
            file.damaged += 1
        else:
            file.lists.append(found)
    file.damaged += len(parts[MOST_IN_A_FILE:])
    return file


def _loaded(content: bytes) -> crl.CertificateList | None:
    try:
        found = crl.CertificateList.load(content, strict=True)
        known = found["tbs_cert_list"]["this_update"].native and found.issuer.native
        return found if known else None
    except (ValueError, TypeError):
        return None


def revocation_lists() -> Iterator[Finding]:
    """Of each list whether it can be read, whose it is, and whether a newer one should be there; nothing is fetched here."""
    files = list_files()
    if not files:
        yield Finding(NAME, "note", "chưa đặt: chứng thư chỉ được xét theo bằng chứng thu hồi trong tệp")
    roots = trust_roots() if files else []
    for file in files:
        if file.damaged:
            sentence = f"{file.path.name}: {file.damaged} phần không đọc được hoặc không phải danh sách thu hồi; tải lại"
            yield Finding(NAME, "wrong", sentence)
        for one in file.lists:
            yield _finding(f"{file.path.name}: {_issuer(one)}", one, roots)


def _finding(whose: str, one: crl.CertificateList, roots: list[x509.Certificate]) -> Finding:
    made: datetime = one["tbs_cert_list"]["this_update"].native
    until: datetime | None = one["tbs_cert_list"]["next_update"].native
    label = f"{whose}, lập {vn_datetime(made)}"
    issuers = [root for root in roots if root.subject == one.issuer]
    if issuers and not any(_is_signed_by(one, issuer) for issuer in issuers):
        return Finding(NAME, "wrong", f"{label}: không do tổ chức này ký; không được dùng, tải lại")
    now = clock.now()
    if made > now:
        return Finding(NAME, "wrong", f"{label}: thời điểm chưa tới; kiểm tra đồng hồ của máy chủ")
    if until is not None and until < now:
        sentence = (
            f"{label}: phải có danh sách mới từ {vn_datetime(until)}; thu hồi sau đó chưa được biết, tải lại"
        )
        return Finding(NAME, "wrong", sentence)
    if not issuers:
        sentence = f"{label}: TINHSO_TRUST_ROOTS không có tổ chức này; chữ ký của danh sách chỉ xét được khi tệp kèm chứng thư của họ"
        return Finding(NAME, "note", sentence)
    return Finding(NAME, "good", label + (f", dùng tới {vn_datetime(until)}" if until else ""))


def _issuer(one: crl.CertificateList) -> str:
    named = one.issuer.native
    return str(named.get("common_name") or named.get("organization_name") or one.issuer.human_friendly)


def _is_signed_by(one: crl.CertificateList, issuer: x509.Certificate) -> bool:
    try:
        key = load_der_x509_certificate(issuer.dump()).public_key()
        return load_der_x509_crl(one.dump()).is_signature_valid(key)  # type: ignore[arg-type]
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False
