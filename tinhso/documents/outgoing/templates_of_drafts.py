"""What a draft of each type begins with; an open place is "…" and keeps it from being sent for approval."""

import json
from functools import cache
from pathlib import Path

from tinhso.documents.outgoing.text import Text

FILE = Path(__file__).parents[1] / "data/draft_templates.json"
PLAIN = Text(paragraphs=("…",), recipients=("…", "Lưu: VT"))


@cache
def _templates() -> dict[str, Text]:
    return {code: Text.read(content) for code, content in json.loads(FILE.read_text()).items()}


def template_of(code: str) -> Text:
    return _templates().get(code, PLAIN)
