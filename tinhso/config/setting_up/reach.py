"""What an answer leads to is tried before anything is written: the database, the port."""

import http.client
import json

import psycopg

from tinhso.config.command_line.claims import why_taken
from tinhso.lib.bilingual import say
from tinhso.lib.postgres.binaries import OLDEST

HERE = "127.0.0.1"


def not_connected(url: str, role: str) -> str:
    """What is wrong with the database at that address for this role; "" where it can be used."""
    try:
        with psycopg.connect(url, connect_timeout=10) as line:
            held = line.info.server_version // 10_000
            user = line.info.user
            encoding = line.info.parameter_status("server_encoding")
    except psycopg.ProgrammingError:
        return say("không đọc được địa chỉ", "the address cannot be read")
    except psycopg.Error as error:
        return say("không nối được: ", "cannot be reached: ") + " ".join(str(error).split())
    if held < OLDEST:
        return say(f"là PostgreSQL {held}, cần {OLDEST}", f"is PostgreSQL {held}, needs {OLDEST}")
    if user != role:  # migrations grant to the roles by name
        return say(f"vai trò là {user}, cần {role}", f"its role is {user}, must be {role}")
    if encoding != "UTF8":
        return say(f"bảng mã là {encoding}, cần UTF8", f"its encoding is {encoding}, must be UTF8")
    return ""


def not_the_same(url: str, other: str) -> str:
    """Both roles must reach one database of one server, however the two addresses name it."""
    try:
        if _identity(url) == _identity(other):
            return ""
    except psycopg.Error:
        return ""  # told of the address that is not reached
    return say("là cơ sở dữ liệu khác với “database”", "is another database than “database”")


def _identity(url: str) -> tuple[object, ...]:
    with psycopg.connect(url, connect_timeout=10) as line:
        found = line.execute(
            "select pg_postmaster_start_time(), oid from pg_database where datname = current_database()"
        )
        return tuple(found.fetchone() or ())


def port_in_use(value: str) -> str:
    """Whoever listens there already, where it is not this program itself, which a second run finds serving."""
    port = int(value)
    if why_taken(HERE, port) is None or _is_this_program(port):
        return ""
    return say(
        f"chương trình khác đang dùng (xem: ss -ltnp sport = :{port}): dừng nó hoặc chọn cổng khác",
        f"another program uses it (see: ss -ltnp sport = :{port}): stop it or choose another port",
    )


def _is_this_program(port: int) -> bool:
    line = http.client.HTTPConnection(HERE, port, timeout=10)
    try:
        line.request("GET", "/healthz")
        return json.loads(line.getresponse().read(1000)) == {"live": True}
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        line.close()
