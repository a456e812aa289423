"""The program that verifies one call, as one file for a download: needs Python 3.11 and `cryptography`, and nothing of ours."""

from pathlib import Path

MAIN = '\n\nif __name__ == "__main__":'


def program() -> str:
    checks, stamps = (
        Path(__file__).with_name(name).read_text() for name in ("verify_call.py", "time_stamp.py")
    )
    before, main, after = checks.partition(MAIN)
    return f"{before}\n\n\n{stamps}{main}{after}"
