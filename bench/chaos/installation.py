"""Another province on a bare server, once through: from nothing to a signed paper, its backup restored elsewhere.

    python -m bench.chaos.installation [--folder DIR]

As root on a Debian with `postgresql` (17 or newer), `nginx` and `zbar-tools`, and an S3 server of its own:
`--s3 "moto_server"` names the word that starts it (it is called with `-p PORT`). What is done, in the words of
docs/operations.md: `new-pack`, `check-pack`, `setup` with a file of answers, `import_accounts`, the unit's own command behind
nginx with TLS, `check --try`; a dossier goes by HTTPS from a citizen to a paper with two signatures, whose QR is read off the
page as a phone does and opened; `backup`, `backup --check`, `restore` into another server, `verify` on both.
"""

import argparse
import csv
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from postal_licence import PROCEDURE

from chaos.instance import Instance, free_ports, wait_for
from chaos.load import ANSWERS, CONTACT, PAPERS, Browser, Ledger, Refused, pdf, where
from chaos.new_province import CITIZEN
from chaos.point_in_time import Cluster, room
from chaos.signing import SEAL, SIGN, bring_to_signature, sign, ver_on
from tinhso.lib.postgres.server import ROLES

ROOT = Path(__file__).resolve().parents[2]
HOST, UNIT = "dichvucong.binhhoa.example", "12345"
UNITS = f"{UNIT},2025-07-01,,Xã Hòa An,xa,commune,99,10.5,20.5,106.1,Nghị quyết mẫu\n"
AGENCIES = (
    f"ubnd-xa-{UNIT},2025-07-01,,Ủy ban nhân dân xã Hòa An,UBND xã Hòa An,committee,commune,ubnd-tinh,{UNIT},H99.40,,QĐ mẫu\n"
    f"mot-cua-xa-{UNIT},2025-07-01,,Trung tâm Phục vụ hành chính công xã Hòa An,TT PVHCC xã,desk,commune,ubnd-xa-{UNIT},{UNIT},H99.40,,QĐ mẫu\n"
)
HEAD = ["Tên đăng nhập", "Họ và tên", "Mã cơ quan", "Chức danh", "Việc được làm", "Từ ngày", "Thư điện tử"]
PEOPLE = [
    ("quan", "Vũ Văn Quản", "van-phong-ubnd", "Chuyên viên", "administrator"),
    ("hanh", "Đinh Thị Hạnh", "van-phong-ubnd", "Chuyên viên", "administrator"),
    ("binh", "Nguyễn Thị Bình", "mot-cua-so-khcn", "Cán bộ", "desk"),
    ("emi", "Trịnh Thị Emi", "so-khcn", "Chuyên viên", "examiner"),
    ("chi", "Hoàng Văn Chi", "so-khcn", "Giám đốc", "head"),
    ("van", "Lê Thị Văn", "so-khcn", "Văn thư", "clerk"),
]
HOLDERS = [
    {"id": "chi", "name": "Hoàng Văn Chi", "organisation": "Sở Khoa học và Công nghệ", "kind": "person"},
    {"id": "so-khcn", "name": "Sở Khoa học và Công nghệ", "kind": "agency"},
]
SOUND = "Chữ ký hợp lệ, nội dung chưa bị sửa"
OWN_PORTAL = re.compile(r"^(own_portal_open,)false", re.MULTILINE)
"""Since 2026 people file at the national portal; here at the province's own, whose way to a paper is to be seen."""
NGINX = """pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {block}; }}
"""


def debian_programs() -> Path:
    """Where Debian keeps the newest PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    if not found or int(found[-1].parent.name) < 17:
        raise SystemExit("apt-get install postgresql nginx zbar-tools openssl (PostgreSQL 17 or newer)")
    return found[-1]


class Province(Instance):
    """The installation behind nginx; `Browser`s reach it by HTTPS under its name."""

    def __init__(self, folder: Path, s3: str) -> None:
        super().__init__(folder / "state", free_ports(1)[0])
        self.folder, self.s3 = folder, s3
        self.ports |= dict(zip(("s3", "mail", "signing_service"), free_ports(3), strict=True))
        self.base = f"https://{HOST}"
        self.children: list[subprocess.Popen[bytes]] = []
        self.server = Cluster(room(folder, "postgres"), debian_programs())

    def environment(self) -> dict[str, str]:
        """What `setup` wrote for the unit, the way to the S3 server and the roots of the signing sandbox."""
        inherited = {
            k: v for k, v in os.environ.items() if not k.startswith(("TINHSO_", "DATABASE_", "PG", "DJANGO_"))
        }
        written = self.folder / "etc/tinhso.env"
        lines = written.read_text().splitlines() if written.exists() else []
        given = {line.partition("=")[0]: json.loads(line.partition("=")[2]) for line in lines}
        return inherited | given | self.outside()

    def outside(self) -> dict[str, str]:
        return {
            "PYTHONPATH": str(ROOT),
            "TINHSO_VENV": sys.prefix,
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "bench",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL_S3": self.url_of("s3"),
            "TINHSO_MAIL_TLS": "0",
            "TINHSO_TRUST_ROOTS": str(self.state / "signing/ca/root.crt"),
            "TINHSO_SANDBOX_CLIENT": self.base,
        }

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            return list(connection.execute(sql, values or None))

    def run(self, *words: object, **around: str) -> str:
        """The command's words; ends the bench with what it said where it fails."""
        command = [sys.executable, "-P", "-m", "tinhso", *map(str, words)]
        done = subprocess.run(
            command, env=self.environment() | around, cwd="/", capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(
                f"tinhso {words[0]}: {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-3000:]}"
            )
        return done.stdout

    def begin(self, words: list[str], **around: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{Path(words[0]).name}.log").open("ab")
        child = subprocess.Popen(words, env=self.environment() | around, cwd="/", stdout=log, stderr=log)
        self.children.append(child)
        return child

    def end(self) -> None:
        for child in reversed(self.children):
            child.send_signal(signal.SIGTERM)
        for child in self.children:
            child.wait(60)
        for box in self.boxes.values():
            box.kill()
            box.wait()
        self.close_mailbox()
        self.server.end()


def start_around(province: Province) -> None:
    """Debian's PostgreSQL with the roles of the guide, the S3 server with its bucket, a mailbox."""
    server, folder = province.server, province.folder
    server.run(
        "initdb", "-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions"
    )
    server.start()
    for role in ROLES:
        server.ask(f"create role {role} login", "postgres")
    words = "encoding 'UTF8' locale_provider 'builtin' builtin_locale 'C.UTF-8' template template0"
    for name in ("tinhso", "elsewhere"):
        server.ask(f"create database {name} owner tinhso_owner {words}", "postgres")
    province.begin([*province.s3.split(), "-p", str(province.port_of("s3"))])
    wait_for(f"{province.url_of('s3')}/moto-api/", 60)
    made = requests.put(f"{province.url_of('s3')}/tinh", timeout=20)
    made.raise_for_status()
    province.open_mailbox()
    province.state.mkdir(mode=0o711)
    (province.state / "holders.json").write_text(json.dumps(HOLDERS))
    province.start_box("signing_service")
    subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    keys = ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.crt")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *keys]
    subprocess.run(command, check=True, capture_output=True)


def set_up(province: Province) -> None:
    folder, pack = province.folder, province.folder / "binh-hoa"
    province.run("new-pack", pack, "--name", "Tỉnh Bình Hòa", "--code", "99", "--ident", "H99")
    for name, lines in (("units.csv", UNITS), ("agencies.csv", AGENCIES)):
        with (pack / name).open("a", encoding="utf-8") as file:
            file.write(lines)
    rules = (pack / "rules.csv").read_text(encoding="utf-8")
    (pack / "rules.csv").write_text(OWN_PORTAL.sub(r"\1true", rules), encoding="utf-8")
    province.run("check-pack", pack)
    with (folder / "officers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = ((*one, "01/08/2025", f"{one[0]}@binhhoa.example") for one in PEOPLE)
        csv.writer(file).writerows([HEAD, *rows])
    given = {
        "site": province.base,
        "account": "root",
        "state": str(province.state),
        "backup": str(folder / "backup"),
        "port": province.port,
        "pack": str(pack),
        "database": province.server.url("tinhso_app"),
        "owner": province.server.url("tinhso_owner"),
        "administrators": str(folder / "officers.csv"),
        "mail_host": "127.0.0.1",
        "mail_port": province.port_of("mail"),
        "mail_from": "cong@binhhoa.example",
        "files": "s3://tinh/tep",
        "certificate": str(folder / "site.crt"),
        "certificate_key": str(folder / "site.key"),
    }
    (folder / "answers.json").write_text(json.dumps(given))
    province.run("setup", "--answers", folder / "answers.json", "--into", folder / "etc")


def serve(province: Province) -> None:
    """The unit's own command behind nginx."""
    folder = province.folder
    block = next((folder / "etc").glob("*nginx*"))
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, block=block))
    command = re.search(r"ExecStart=(.*)", (folder / "etc/tinhso.service").read_text())
    assert command
    province.begin(["sh", "-c", f"exec {command[1]}"])
    wait_for(f"http://127.0.0.1:{province.port}/healthz", 300)
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    province.begin([str(nginx), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"])
    words = [sys.executable, str(Path(__file__).with_name("new_province.py"))]
    subprocess.run(words, env=province.environment(), cwd=ROOT, check=True)
    province.sessions = json.loads((province.state / "sessions.json").read_text())


class Person(Browser):
    """By HTTPS, whose certificate is looked at, with the cookie of a site behind TLS."""

    def __init__(self, province: Province, who: str, ledger: Ledger) -> None:
        super().__init__(province, who, ledger)
        self.http.cookies.clear()
        self.http.cookies.set("__Host-tinhso", province.sessions[who], domain=HOST, secure=True)
        self.http.verify = str(province.folder / "site.crt")
        self.http.headers["Referer"] = f"{province.base}/"


def a_signed_paper(province: Province) -> str:
    """The code of a dossier that a citizen handed in, paid, examined, signed and sealed."""
    ledger = Ledger(province.folder / "ledger.jsonl")
    citizen, desk = Person(province, CITIZEN, ledger), Person(province, "binh", ledger)
    place = where(
        citizen.post(f"/ho-so/nop/{PROCEDURE}/", {"client_key": "0" * 8 + "-0000-4000-8000-" + "0" * 12}),
        "/dien/",
    )
    while "/dien/" in place:
        place = where(citizen.post(place, ANSWERS | {"tru_so.unit": UNIT}), "/dien/", "/giay-to/")
    for paper in PAPERS:
        file = {f"file_{paper}": (f"{paper}.pdf", pdf(3000), "application/pdf")}
        where(citizen.post(place, {"paper": paper}, files=file), "/giay-to/")
    place = where(citizen.post(place.replace("/giay-to/", "/kiem-tra/"), CONTACT), "/ho-so/")
    code = place.strip("/").rpartition("/")[2]
    collect(province, desk, code)
    where(
        desk.post(
            f"/can-bo/ho-so/{code}/tiep-nhan/", {"ver": ver_on(desk.get(f"/can-bo/ho-so/{code}/").text)}
        ),
        "/can-bo/",
    )
    bring_to_signature(province, code, ledger, Person)
    for who, deed in (("chi", SIGN), ("van", SEAL)):
        if not sign(Person(province, who, ledger), code, deed):
            raise SystemExit(f"{code}: {deed} refused")
    return code


def collect(province: Province, desk: Browser, code: str) -> None:
    """In cash at the desk, whatever is owed."""
    rows = province.query(
        "select c.id, c.ver, c.total - c.paid from onestop_feecharge c join casework_case k on k.id = c.dossier_id"
        " where k.code = %s and c.state = 'open'",
        code,
    )
    for charge, ver, amount in rows:
        desk.post(f"/can-bo/thu-phi/khoan/{charge}/thu/", {"ver": ver, "amount": int(amount)})


def read_off(province: Province, code: str) -> str:
    """The address in the QR of the result, read off the drawn page as a phone does; what the page behind it says."""
    ledger = Ledger(province.folder / "ledger.jsonl")
    citizen = Person(province, CITIZEN, ledger)
    paper = province.folder / "result.pdf"
    paper.write_bytes(citizen.get(f"/ho-so/{code}/ket-qua/").content)
    subprocess.run(["pdftoppm", "-r", "200", "-png", str(paper), str(paper.with_suffix(""))], check=True)
    pictures = sorted(province.folder.glob("result-*.png"))
    read = subprocess.run(
        ["zbarimg", "-q", "--raw", *map(str, pictures)], check=True, capture_output=True, text=True
    )
    address = next(line for line in read.stdout.split() if line.startswith(province.base))
    page = requests.get(address, verify=str(province.folder / "site.crt"), timeout=30)
    page.raise_for_status()
    words = re.sub(r"<[^>]+>|\s+", " ", page.text)
    if SOUND not in words:
        raise SystemExit(f"the page behind the QR says: {words[:600]}")
    return SOUND


def restored_elsewhere(province: Province) -> None:
    """The newest backup in another database and another prefix of the store; `verify` there."""
    backup = max((province.folder / "backup").glob("tinhso-*.tar"))
    url = {role: province.server.url(role, "elsewhere") for role in ("tinhso_app", "tinhso_owner")}
    around = {
        "DATABASE_URL": url["tinhso_app"],
        "TINHSO_OWNER_URL": url["tinhso_owner"],
        "TINHSO_STATE": str(province.folder / "elsewhere"),
        "TINHSO_FILES_S3": "s3://tinh/noi-khac",
    }
    province.run("restore", backup, **around)
    province.run("verify", **around)


def attempt(province: Province) -> None:
    start = time.monotonic()

    def step(what: str, deed: Callable[[Province], Any]) -> Any:
        began = time.monotonic()
        found = deed(province)
        print(
            f"{what}: {time.monotonic() - began:.1f} s{f' ({found})' if isinstance(found, str) else ''}",
            flush=True,
        )
        return found

    step("PostgreSQL of Debian, S3, mail, a certificate", start_around)
    step("new-pack, check-pack, setup with its officers", set_up)
    step("served behind nginx", serve)
    step("check --try", tried)
    code = step("a dossier from the form to two signatures", a_signed_paper)
    step("its QR opened by HTTPS", lambda one: read_off(one, code))
    step("verify", lambda one: one.run("verify") and None)
    step(
        "backup",
        lambda one: one.run("backup", "--files-apart", one.folder / "backup/tinhso-first.tar") and None,
    )
    step(
        "backup --check",
        lambda one: one.run("backup", "--check", one.folder / "backup", "--scratch", one.folder) and None,
    )
    step("restored elsewhere, verify there", restored_elsewhere)
    print(f"{len(province.letters)} letters; whole way {time.monotonic() - start:.0f} s")


def tried(province: Province) -> str:
    """How many services answered; what is not set up here (no sign-in provider, no bank) is a note."""
    command = [sys.executable, "-P", "-m", "tinhso", "check", "--try", "--json"]
    done = subprocess.run(
        command, env=province.environment(), cwd="/", capture_output=True, text=True, check=False
    )
    good = [one for one in json.loads(done.stdout) if one["level"] == "good"]
    return f"exit code {done.returncode}, {len(good)} good"


def find_here() -> None:
    """The name of the site is this machine, for this process alone."""
    plain = socket.getaddrinfo

    def here(host: Any, *words: Any, **more: Any) -> Any:
        return plain("127.0.0.1" if host == HOST else host, *words, **more)

    socket.getaddrinfo = here


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument(
        "--folder", type=Path, help="room for it (2 GB); the machine's temporary folder unless named"
    )
    words.add_argument("--s3", default="moto_server", help="what starts an S3 server, called with -p PORT")
    given = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tinhso-setup-", dir=given.folder))
    folder.chmod(0o755)
    find_here()
    province = Province(folder, given.s3)
    try:
        attempt(province)
    except (Refused, AssertionError) as error:
        raise SystemExit(f"{error}") from error
    finally:
        province.end()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
