"""PostgreSQL's own programs (`pg_dump`, `pg_restore`) on the database of a URL, the password never on a command line."""

import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg

from tinhso.config.refusal import Refusal
from tinhso.lib.postgres.binaries import binaries, major_version

DEBIAN = Path("/usr/lib/postgresql")


def connection(url: str) -> dict[str, str]:
    """The variables by which libpq finds the database of `url`."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    variables = {
        "PGHOST": options.get("host") or parts.hostname or "",
        "PGPORT": str(parts.port or options.get("port", "")),
        "PGUSER": unquote(parts.username or options.get("user", "")),
        "PGPASSWORD": unquote(parts.password or options.get("password", "")),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        "PGSSLMODE": options.get("sslmode", ""),
        "PGSSLROOTCERT": options.get("sslrootcert", ""),
    }
    return {name: value for name, value in variables.items() if value}


def program_for(program: str, url: str) -> Path:
    """Of the same major version as the server, where Debian has it here, else ours. A `pg_dump` of another version writes out what
    that server's own one leaves away (of Debian's 17.12 `pg_attver` on every column), and no other server takes it back."""
    ours = binaries()
    try:
        with psycopg.connect(url, connect_timeout=10) as server:
            major = server.info.server_version // 10_000
    except psycopg.Error:
        return ours / program  # which says better what is wrong
    theirs = DEBIAN / str(major) / "bin" / program
    return theirs if theirs.exists() and major != major_version(ours) else ours / program


def run_tool(program: str, *words: str | Path, url: str) -> None:
    """Run it to its end; raises `Refusal` with what it said."""
    chosen = program_for(program, url) if program == "pg_dump" else binaries() / program
    command = [str(chosen), *map(str, words)]
    done = subprocess.run(
        command,
        env=os.environ | connection(url),
        stderr=subprocess.PIPE,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise Refusal(
            f"{program} không làm được:\n{done.stderr.decode(errors='replace').strip()}",
            1,
            english=f"{program} failed:\n{done.stderr.decode(errors='replace').strip()}",
        )
