"""A form as text: its steps, and the layout of the paper that comes of the answers.

A file of `data/forms/*.txt` is the single source of both; `blocks.txt` holds lines that several forms share, with
places for whom they are about.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tinhso.onestop.data.form_text.questions import BadLine, condition, question

FOLDER = Path(__file__).parent.parent / "forms"
BLOCKS = FOLDER / "blocks.txt"
RESULT = "==="
HEADS = ("title", "subject", "notation", "kind", "opening", "source")
FLAGS = ("issuer", "basis", "numbered")

Json = dict[str, Any]


def text_forms() -> list[str]:
    """The names of the forms that are written as text, without the ending."""
    return sorted(path.stem for path in FOLDER.glob("*-[0-9].txt"))


def has_text(name: str) -> bool:
    return (FOLDER / f"{name}.txt").is_file()


@cache
def _halves(name: str) -> tuple[list[str], list[str]]:
    lines = list(_lines((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))
    cut = lines.index(RESULT) if RESULT in lines else len(lines)
    return lines[:cut], lines[cut + 1 :]


def _lines(text: str) -> Iterator[str]:
    """The lines that say something, blocks put in."""
    for line in text.splitlines():
        if line.startswith("+ "):
            yield from block(line[2:])
        elif line.strip() and not line.startswith("//"):
            yield line.rstrip()


@cache
def _blocks() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in BLOCKS.read_text(encoding="utf-8").splitlines():
        if line.startswith("%"):
            name = line[1:].strip()
            found[name] = []
        elif line.strip() and not line.startswith("//"):
            found[name].append(line.rstrip())
    return found


def block(words: str) -> list[str]:
    """`nguoi cha | của người cha` -> the lines of the block with `<x>` and `<of>` filled in. Raises BadLine."""
    call, _, of = words.partition(" | ")
    name, _, key = call.strip().partition(" ")
    if name not in _blocks():
        raise BadLine(words)
    return [line.replace("<x>", key.strip()).replace("<of>", of.strip()) for line in _blocks()[name]]


def text_form(name: str) -> Json:
    """The definition of the form; steps that stand in `parts*.json` are `{"use": name}`. Raises BadLine."""
    lines, _result = _halves(name)
    form_id, _, version = name.rpartition("-")
    steps: list[Json] = []
    legal = ""
    for line in lines[1:]:
        if line.startswith("luật: "):
            legal = line[6:]
        elif line.startswith("use "):
            steps.append({"use": line[4:].strip()})
        elif line.startswith("# "):
            title, asked = _title_and_condition(line[2:])
            steps.append({"id": f"buoc_{len(steps) + 1}", "title": title, "sections": [], **asked})
        else:
            _put(steps[-1]["sections"], line)
    if not legal:
        raise BadLine(f"{name}: luật")
    return {"id": form_id, "title": lines[0], "version": int(version), "steps": steps}


def legal_form(name: str) -> str:
    """The declaration of the law that the form follows, in words."""
    return next(line[6:] for line in _halves(name)[0] if line.startswith("luật: "))


def _put(sections: list[Json], line: str) -> None:
    if line.startswith("## "):
        title, asked = _title_and_condition(line[3:])
        sections.append({"title": title, "fields": [], **asked})
        return
    if not sections:
        sections.append({"title": "", "fields": []})
    fields = sections[-1]["fields"]
    if line.startswith("  "):  # inside the repeated group above
        fields[-1].setdefault("fields", []).append(question(line.strip()))
    else:
        fields.append(question(line))


def _title_and_condition(words: str) -> tuple[str, Json]:
    """A title and the condition behind it."""
    title, _, when = words.partition(" | ? ")
    return title.strip(), {"show_if": condition(when)} if when else {}


@cache
def text_layouts() -> tuple[Json, ...]:
    """The layouts of the results, in the shape of `result_layouts.json`: second halves, and files of their own."""
    halves = [_layout(name.rpartition("-")[0], _halves(name)[1], legal_form(name)) for name in text_forms()]
    files = [
        _layout(path.name.partition(".")[0], list(_lines(path.read_text(encoding="utf-8"))), "")
        for path in sorted(FOLDER.glob("*.result.txt"))
    ]
    return (*halves, *files)


def _layout(form_id: str, lines: list[str], source: str) -> Json:
    layout: Json = dict.fromkeys(HEADS, "") | dict.fromkeys(FLAGS, False)
    layout |= {key: [] for key in ("lead", "sections", "articles", "closing", "recipients")}
    for line in lines:
        key, _, words = line.partition(": ")
        if key in HEADS and not layout["sections"]:
            layout[key] = words
        elif key == "flags":
            layout |= dict.fromkeys(words.split(), True)
        elif key == "lead":
            layout["lead"].append(words)
        else:
            _result_line(layout, line)
    return layout | {"code": form_id, "forms": [form_id], "source": layout["source"] or source}


MARKS = {"* ": "articles", ". ": "closing", "> ": "recipients"}


def _result_line(layout: Json, line: str) -> None:
    if heading := re.fullmatch(r"\[(.*)\]", line):
        layout["sections"].append({"heading": heading[1], "rows": []})
    elif line[:2] in MARKS:
        layout[MARKS[line[:2]]].append(line[2:])
    else:
        label, _, words = line.partition(": ")
        if not layout["sections"]:
            layout["sections"].append({"heading": "", "rows": []})
        layout["sections"][-1]["rows"].append([label.strip(), words])
