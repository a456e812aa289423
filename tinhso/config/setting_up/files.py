"""The files of an installation, drawn from its answers: settings, units, nginx, log rotation. Nothing is run here."""

import hashlib
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tinhso.config.database import ROOT
from tinhso.config.programs import LINK, WHEELS, Programs
from tinhso.config.refusal import Refusal
from tinhso.config.setting_up.questions import QUESTIONS, Answers

DATA = Path(__file__).parent / "data"
PRIVATE, PUBLIC = 0o600, 0o644
TEMPLATES = (
    "tinhso.service",
    "tinhso-backup.service",
    "tinhso-backup.timer",
    "tinhso-backup-check.service",
    "tinhso-backup-check.timer",
    "tinhso.logrotate",
    "tinhso.nginx",
    "tinhso.alerts.yml",
    "tinhso.dashboard.json",
    "tinhso.sh",
)
LOCAL, NOTED = "local.env", "written.json"
SETTING = re.compile(
    r"""([A-Z_][A-Z0-9_]*)=(?:"((?:[^"\\$`]|\\.)*)"|'([^']*)'|((?!#)[^\s"'\\$`;&|<>()~]*))"""
)
"""A line that systemd and a shell read alike: the value in double quotes with signs escaped, in single ones, or bare."""
LOCAL_HEADING = """# Cài đặt khác của tỉnh (tinhso settings), mỗi dòng TÊN="giá trị"; tinhso setup không sửa tệp này.
# Other settings of this province (tinhso settings), NAME="value" a line; tinhso setup never changes this file.
"""


@dataclass(frozen=True)
class Draft:
    """A file as it should be."""

    path: Path
    text: str
    mode: int = PUBLIC

    def differs(self) -> bool:
        """Whether another content lies there."""
        return self.path.exists() and self.lying() != self.text

    def lying(self) -> str:
        """What lies there, whoever wrote it: signs that are no UTF-8 are like nothing of ours."""
        return self.path.read_text("utf-8", errors="replace")

    def write(self, *, keep_former: bool = True) -> bool:
        """Whole or not at all; what lay there goes beside it as `….before`. False where nothing is to be changed."""
        if self.path.exists() and not self.differs():
            self.path.chmod(self.mode)
            return False
        draft = self.path.with_name(f".{self.path.name}.draft")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, self.mode)
        with os.fdopen(handle, "w") as file:
            os.fchmod(handle, self.mode)  # a close umask of root is for root's files
            file.write(self.text)
        if keep_former and self.path.exists():
            self.path.replace(self.path.with_name(f"{self.path.name}.before"))
        draft.replace(self.path)
        return True


def home() -> Path:
    """Where this version lies; by the link to the one in use where there is one, so that an upgrade moves on."""
    link = ROOT.parent / LINK
    return link if link.is_symlink() and link.resolve() == ROOT else ROOT


def begin_link() -> None:
    """A bundle that is set up is the version in use: units that start it by the link go with the next upgrade."""
    programs = Programs(ROOT.parent)
    if (
        (ROOT / WHEELS).is_dir()
        and os.access(programs.folder, os.W_OK)
        and not os.path.lexists(programs.link)
    ):
        programs.point_to(ROOT)


def program() -> str:
    """How this program is started: of a clone or a bundle its own word, else the module."""
    return f"{home()}/bin/tinhso" if (ROOT / "bin/tinhso").is_file() else f"{sys.executable} -P -m tinhso"


def environment_folder() -> str:
    """The Python environment, which a service only reads: of the version in use, else the one that runs now; a bundle has its
    own and names none."""
    if (ROOT / WHEELS).is_dir():
        return ""
    return f"{home()}/.venv" if Path(sys.prefix) == ROOT / ".venv" else sys.prefix


def settings_of(answers: Answers) -> dict[str, str]:
    """What serves; the owner's address is not among it."""
    given = {
        "TINHSO_STATE": answers["state"],
        "TINHSO_SITE_URL": answers["site"].rstrip("/"),
        "TINHSO_HOSTS": urlsplit(answers["site"]).hostname or "",
        "TINHSO_HTTPS": "1",
        "TINHSO_PROXY": "1",
        "TINHSO_PACK": answers.get("pack", ""),
        "DATABASE_URL": answers.get("database", ""),
        "TINHSO_MAIL_HOST": answers.get("mail_host", ""),
        "TINHSO_MAIL_PORT": answers.get("mail_port", ""),
        "TINHSO_MAIL_USER": answers.get("mail_user", ""),
        "TINHSO_MAIL_PASSWORD": answers.get("mail_password", ""),
        "TINHSO_MAIL_FROM": answers.get("mail_from", ""),
        "TINHSO_SMS_URL": answers.get("sms_url", ""),
        "TINHSO_SMS_TOKEN": answers.get("sms_token", ""),
        "TINHSO_FILES_S3": answers.get("files", ""),
        "AWS_ACCESS_KEY_ID": answers.get("files_key", ""),
        "AWS_SECRET_ACCESS_KEY": answers.get("files_secret", ""),
        "TINHSO_OIDC": identity_provider(answers),
    }
    return {name: value for name, value in given.items() if value}


def owner_settings_of(answers: Answers) -> dict[str, str]:
    return {"TINHSO_OWNER_URL": answers["owner"]} if answers.get("owner") else {}


def identity_provider(answers: Answers) -> str:
    if not answers.get("oidc_url"):
        return ""
    keys = {"server_url": "oidc_url", "client_id": "oidc_client", "secret": "oidc_secret"}
    return json.dumps({name: answers[key] for name, key in keys.items()})


def written(settings: dict[str, str]) -> str:
    """As systemd and a shell both read it."""
    return "".join(f'{name}="{_escaped(value)}"\n' for name, value in settings.items())


def _escaped(value: str) -> str:
    for sign in '\\"$`':
        value = value.replace(sign, f"\\{sign}")
    return value


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def note(folder: Path, written: list[Draft]) -> None:
    """What this run wrote, so that the next one, maybe of a newer version, knows what nobody has changed since."""
    sums = noted(folder) | {one.path.name: digest_of(one.text) for one in written}
    Draft(folder / NOTED, json.dumps(sums, indent=1) + "\n", PRIVATE).write(keep_former=False)


def noted(folder: Path) -> dict[str, str]:
    """Empty where nothing was, or where it cannot be read: then whatever differs is asked about."""
    try:
        found = json.loads((folder / NOTED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def begin_local_settings(folder: Path) -> None:
    """The file for what `setup` does not ask; whoever fills it has it for good."""
    file = folder / LOCAL
    if not file.exists():
        file.touch(PRIVATE)
        file.write_text(LOCAL_HEADING, "utf-8")


def local_settings(folder: Path) -> dict[str, str]:
    """What stands there. Raises: Refusal for a line that is no setting, or that systemd and a shell would not read alike."""
    found: dict[str, str] = {}
    for number, line in enumerate((folder / LOCAL).read_text("utf-8", errors="replace").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not (setting := SETTING.fullmatch(line.strip())):
            raise Refusal(
                f'{folder / LOCAL}, dòng {number}: cần TÊN="giá trị" (trước $ ` " \\ trong giá trị có dấu \\)',
                english=f'{folder / LOCAL}, line {number}: must be NAME="value" (with \\ before $ ` " \\ in it)',
            )
        name, quoted, plain, bare = setting.groups()
        found[name] = re.sub(r'\\(["\\$`])', r"\1", quoted) if quoted is not None else plain or bare or ""
    return found


def drafts(answers: Answers, folder: Path) -> list[Draft]:
    """Every file of this installation, in the order in which they are written."""
    places = answers | {
        "folder": str(folder),
        "program": program(),
        "venv": environment_folder(),
        "host": urlsplit(answers["site"]).hostname or "",
    }
    known = {one.key for one in QUESTIONS}
    found = [
        Draft(
            folder / "answers.json",
            json.dumps({k: v for k, v in answers.items() if k in known and v}, ensure_ascii=False, indent=1)
            + "\n",
            PRIVATE,
        ),
        Draft(folder / "tinhso.env", written(settings_of(answers)), PRIVATE),
        Draft(folder / "owner.env", written(owner_settings_of(answers)), PRIVATE),
    ]
    for name in TEMPLATES:
        text = (DATA / name).read_text()
        if not places["venv"]:
            text = re.sub(r"(?m)^.*@venv@.*\n", "", text)
        for key, value in places.items():
            text = text.replace(f"@{key}@", value)
        found.append(Draft(folder / name, text))
    return found
