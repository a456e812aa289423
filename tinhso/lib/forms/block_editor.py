"""A text of typed blocks in one plain form: what the form brings, and what its buttons add, move or drop.

`limits` gives the fields of each kind of block with the most letters of each; a block is a dict with `type` and these fields.
"""

from collections.abc import Mapping
from typing import Any

Block = dict[str, Any]
Limits = Mapping[str, Mapping[str, int]]


def blocks_sent(post: Mapping[str, str], limits: Limits, most: int) -> list[Block]:
    """The blocks of a form, whatever it is: `blocks` says how many, `k3-type`, `k3-text` are of the third; unknown kinds are
    left out."""
    total = whole_number(post.get("blocks", ""), most)
    found = [_block(post, position, limits) for position in range(1, total + 1)]
    return [one for one in found if one]


def _block(post: Mapping[str, str], position: int, limits: Limits) -> Block | None:
    kind = post.get(f"k{position}-type", "")
    if kind not in limits:
        return None
    return {"type": kind} | {name: post.get(f"k{position}-{name}", "") for name in limits[kind]}


def blocks_moved(blocks: list[Block], deed: str, limits: Limits, most: int) -> tuple[list[Block], int]:
    """After a button: `add-text` puts a block at the end, `up-3`, `down-3`, `drop-3` move or drop the third; and which block
    the page should show, 0 for none."""
    word, _dash, rest = deed.partition("-")
    blocks = list(blocks)
    if word == "add" and rest in limits and len(blocks) < most:
        blocks.append({"type": rest} | dict.fromkeys(limits[rest], ""))
        return blocks, len(blocks)
    place = whole_number(rest, len(blocks)) - 1
    if place < 0:
        return blocks, 0
    other = {"up": place - 1, "down": place + 1}.get(word, place)
    if word == "drop":
        del blocks[place]
        return blocks, max(1, place)
    if 0 <= other < len(blocks):
        blocks[place], blocks[other] = blocks[other], blocks[place]
    return blocks, min(max(other, 0), len(blocks) - 1) + 1


def whole_number(text: str, most: int) -> int:
    """0 for what is no short number of digits."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 8 else 0
