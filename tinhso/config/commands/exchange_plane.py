"""Chạy nơi chuyển tiếp lời gọi giữa các hệ thống (data plane): không cần cơ sở dữ liệu, tự phục vụ bằng chính sách tốt gần nhất.

Có khóa exchange-subject-key thì mỗi dòng nhật ký có bí danh của người mà lời gọi nói tới, để người đó tự xem.
Cần khóa công khai của chính sách: TINHSO_EXCHANGE_POLICY_KEYS, hoặc khóa exchange-key trong cùng thư mục trạng thái.
"""

import argparse
import re
from pathlib import Path

from tinhso.config.commands.up import PORT
from tinhso.config.database import state
from tinhso.config.environment import environment
from tinhso.config.keys.secret_key import keys_before
from tinhso.config.refusal import Refusal
from tinhso.lib.environment import Environment
from tinhso.lib.exchange.plane.certificates import SHORTEST_SECRET
from tinhso.lib.exchange.plane.process_number import MOST_PROCESSES
from tinhso.lib.exchange.plane.serve import serve
from tinhso.lib.exchange.plane.setup import ENDPOINT, PlaneSetup
from tinhso.lib.exchange.signing_key import SHORTEST, KeyTooShort, private_key, public_text, read_public

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,38}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=PORT, default=8300)
    parser.add_argument("--processes", type=int, default=1, help="số tiến trình cùng phục vụ (1 đến 16)")
    parser.add_argument("--name", default="plane-1", help="tên của tiến trình này trong nhật ký")


def run(arguments: argparse.Namespace) -> int:
    given = environment()
    if not NAME.fullmatch(arguments.name):
        raise Refusal(
            "--name chỉ gồm chữ thường không dấu, số và gạch nối, tối đa 40 ký tự",
            english="--name: small letters without marks, digits and hyphens, at most 40",
        )
    if not 1 <= arguments.processes <= MOST_PROCESSES:
        raise Refusal("--processes từ 1 đến 16", english="--processes: from 1 to 16")
    address = given.text("TINHSO_EXCHANGE_ADDRESS") or f"http://{arguments.host}:{arguments.port}"
    setup = PlaneSetup(
        name=arguments.name,
        folder=Path(given.text("TINHSO_EXCHANGE_FOLDER") or state() / "exchange"),
        audience=f"{address.rstrip('/')}{ENDPOINT}",
        processes=arguments.processes,
        policy_keys=tuple(policy_keys(given)),
        subject_word=subject_word(given),
        front_secret=long_secret(given, "TINHSO_EXCHANGE_FRONT_SECRET"),
        metrics_token=long_secret(given, "TINHSO_EXCHANGE_METRICS_TOKEN"),
        pull_url=given.text("TINHSO_EXCHANGE_PULL_URL"),
        pull_token=given.text("TINHSO_EXCHANGE_PULL_TOKEN"),
        local=(demo := given.flag("TINHSO_DEMO")),
        stand_ins=(given.json("TINHSO_EXCHANGE_STAND_INS") or {}) if demo else {},
    )
    serve(setup, host=arguments.host, port=arguments.port)
    return 0


def subject_word(given: Environment) -> str:
    """What makes pseudonyms of the people that calls are about; "" where there is none: a plane makes none. Refusal."""
    file = state() / "exchange-subject-key"
    word = given.text("TINHSO_EXCHANGE_SUBJECT_KEY") or (file.read_text() if file.exists() else "")
    if word and len(word.strip()) < SHORTEST:
        raise Refusal(
            "khóa exchange-subject-key ngắn quá: cần từ 43 ký tự ngẫu nhiên",
            english="the key exchange-subject-key is too short: 43 random characters or more",
        )
    return word


def long_secret(given: Environment, name: str) -> str:
    """Refusal for one that could be guessed."""
    secret = given.text(name)
    if secret and len(secret) < SHORTEST_SECRET:
        raise Refusal(
            f"{name} ngắn quá: cần từ 43 ký tự ngẫu nhiên",
            english=f"{name} is too short: 43 random characters or more",
        )
    return secret


def policy_keys(given: Environment) -> list[str]:
    """The public keys that sign: those that are given, else those of the key that lies here. Refusal."""
    named = given.words("TINHSO_EXCHANGE_POLICY_KEYS")
    try:
        for one in named:
            read_public(one)
        return named or [public_text(private_key(word).public_key()) for word in _words(given)]
    except KeyTooShort as error:
        raise Refusal(
            "khóa exchange-key ngắn quá: cần từ 43 ký tự ngẫu nhiên",
            english="the key exchange-key is too short: 43 random characters or more",
        ) from error
    except ValueError as error:
        raise Refusal(
            "TINHSO_EXCHANGE_POLICY_KEYS: cần các khóa công khai dạng thập lục phân",
            english="TINHSO_EXCHANGE_POLICY_KEYS: must be public keys in hexadecimal",
        ) from error


def _words(given: Environment) -> list[str]:
    """The key of this state folder and those before it; a plane makes none."""
    file = state() / "exchange-key"
    word = given.text("TINHSO_EXCHANGE_KEY") or (file.read_text() if file.exists() else "")
    if not word:
        raise Refusal(
            "chưa có khóa chính sách: đặt TINHSO_EXCHANGE_POLICY_KEYS (trang Chính sách cho biết khóa)",
            english="no policy key: set TINHSO_EXCHANGE_POLICY_KEYS (the page of policies tells the key)",
        )
    return [word, *given.words("TINHSO_EXCHANGE_KEYS_BEFORE"), *keys_before(state(), "exchange-key")]
