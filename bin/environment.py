"""Makes the virtual environment of this clone. Plain Python 3.6 syntax and the standard library only.

`ready("requirements.txt")` returns the environment's python. It is made once and again whenever the pins change;
two callers at once wait for each other; whatever was interrupted half-way is made anew.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
WHEELS = ROOT / "wheels"  # a bundle for rooms without Internet brings its libraries along
SUMS = ROOT / "SHA256SUMS"  # and names all that it brings
OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11", "python3.14")
PROBE = "import sys; sys.exit(sys.version_info < (3, 11))"


def say(line):
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def fail(line):
    say("tinhso: " + line)
    sys.exit(2)


def use_new_enough_python():
    """Start this script again under a newer python when the default one is too old."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        found = shutil.which(name)
        # A version manager's shim may exist and still not run.
        if found and subprocess.call([found, "-c", PROBE], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found] + sys.argv)
    fail("cần Python 3.11 trở lên (need Python 3.11 or newer): apt-get install python3 python3-venv")


def ready(requirements):
    """The python of an environment that holds all pins of `requirements` and the project itself."""
    use_new_enough_python()
    # A bundle is run on its own libraries alone: units that a former version wrote name that version's.
    given = "" if WHEELS.is_dir() else os.environ.get("TINHSO_VENV")
    if given or HOME.is_symlink():
        return existing(Path(given) if given else HOME)
    # Root makes it and the account that serves uses it, however closely root keeps its files.
    umask = os.umask(0o022)
    try:
        return locked(requirements)
    finally:
        os.umask(umask)


def locked(requirements):
    try:
        lock = (ROOT / ".venv.lock").open("w")
    except OSError as error:
        if is_whole(requirements):  # of a package, or made by root: whoever may only read it uses it as it is
            return HOME / "bin" / "python"
        if WHEELS.is_dir():
            return fail(
                "không ghi được vào %s (%s): chạy %s/bin/tinhso version một lần bằng tài khoản sở hữu thư mục ấy"
                % (ROOT, error.strerror, ROOT)
            )
        return fail(
            "không ghi được vào %s (%s); đặt TINHSO_VENV=<môi trường có sẵn>" % (ROOT, error.strerror)
        )
    with lock:
        try:
            wait_for(lock)
            return made(requirements)
        except KeyboardInterrupt:
            return fail(
                "đã dừng khi đang cài đặt; lần sau sẽ cài lại từ đầu (interrupted, starts afresh next time)"
            )


def existing(home):
    python = home / "bin" / "python"
    if not python.exists():
        fail("không có %s: TINHSO_VENV phải chỉ một môi trường Python (a virtual environment)" % python)
    return python


def wait_for(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Một lệnh khác đang cài đặt, xin chờ… (another run is setting up)")
        fcntl.flock(lock, fcntl.LOCK_EX)


def made(requirements):
    """Compare the stamp with the pins and do what is missing; the stamp is away while anything is half-done."""
    stamp, python = HOME / "stamp.json", HOME / "bin" / "python"
    wanted, held = wanted_of(requirements), held_by(stamp, python)
    if is_whole(requirements):
        return python
    make_readable()
    if held.get("root") != str(ROOT):
        create()
        held = {}
    if held.get(requirements) != wanted[requirements]:
        stamp.unlink() if stamp.exists() else None
        say("Cài các thư viện của %s, lần đầu khoảng một phút… (installing)" % requirements)
        pip(python, "--require-hashes", "-r", str(ROOT / requirements))
        held.pop("requirements-dev.txt", None)
    pip(python, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    draft = stamp.with_suffix(".new")
    draft.write_text(json.dumps(dict(held, **wanted)))
    draft.replace(stamp)
    return python


def make_readable():
    """What a bundle brought, for the account that serves too: 0.1.0 packed it for its owner alone, and so does a close umask.

    Nothing but what its sums name: a state folder may lie beside it.
    """
    if not SUMS.is_file():
        return
    named = {SUMS} | {ROOT / line.partition("  ")[2] for line in SUMS.read_text("utf-8").splitlines()}
    folders = {above for one in named for above in one.parents if above == ROOT or ROOT in above.parents}
    for path in named | folders:
        fact = path.stat()
        wanted = fact.st_mode | (0o055 if fact.st_mode & 0o100 else 0o044)
        if wanted != fact.st_mode and fact.st_uid == os.geteuid():
            path.chmod(wanted & 0o7777)


def wanted_of(requirements):
    wanted = {name: digest(name) for name in ("requirements.txt", requirements, "pyproject.toml")}
    wanted["root"] = str(ROOT)  # an environment does not survive being moved
    return wanted


def is_whole(requirements):
    """The environment is there and holds what is asked; nothing is written."""
    held = held_by(HOME / "stamp.json", HOME / "bin" / "python")
    return all(held.get(key) == value for key, value in wanted_of(requirements).items())


def digest(name):
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def held_by(stamp, python):
    """What the stamp says, or nothing if the environment is missing, unfinished or its python has gone."""
    try:
        held = json.loads(stamp.read_text())
        runs = subprocess.call([str(python), "-c", PROBE], stderr=subprocess.DEVNULL) == 0
    except (OSError, ValueError):
        return {}
    return held if runs else {}


def create():
    if HOME.exists():
        shutil.rmtree(str(HOME))
    say("Tạo môi trường Python ở .venv… (creating the virtual environment)")
    for module in ("venv", "ensurepip"):
        if subprocess.call([sys.executable, "-c", "import " + module], stderr=subprocess.DEVNULL):
            fail("Python này thiếu %s: chạy `apt-get install python3-venv` rồi thử lại" % module)
    if subprocess.call([sys.executable, "-m", "venv", str(HOME)]):
        fail("không tạo được .venv; trên Debian và Ubuntu: `apt-get install python3-venv`")


def pip(python, *words):
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--no-compile"]
    command.append("--disable-pip-version-check")
    if WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
    if subprocess.call(command + list(words), cwd=str(ROOT)):
        fail(
            "pip không cài được (xem dòng lỗi ở trên): kiểm tra mạng, hoặc đặt PIP_INDEX_URL, PIP_FIND_LINKS"
        )


def become(python, module, *words):
    """Turn into `python -m module words` in the caller's folder: signals and the exit code are then its own."""
    path = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(part for part in path if part)
    keep_bytecode()
    # -P: a file of the caller's folder must not stand in for one of ours.
    os.execv(str(python), [str(python), "-P", "-m", module] + list(words))


def keep_bytecode():
    """Some machines forbid bytecode beside the sources; each of our processes would compile for seconds, so keep it apart."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".tinhso" / "bytecode"))
