"""A Merkle tree over SHA-256 as in RFC 6962 §2.1: root, inclusion proof and its check.

A leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right); the left subtree of n leaves holds the
largest power of two below n. The empty tree's root is SHA-256 of nothing.
"""

import hashlib
from collections.abc import Sequence


def leaf(data: bytes) -> bytes:
    """The leaf of one row: SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(b"\0" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over the leaves in their order."""
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        level = _next_level(level)
    return level[0]


def proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The neighbours from the leaf `index` up to the root; IndexError if there is no such leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path, level = [], list(leaves)
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            path.append(level[neighbour])
        level, index = _next_level(level), index // 2
    return path


def check_proof(root_: bytes, leaf_: bytes, index: int, count: int, path: Sequence[bytes]) -> bool:
    """Whether `path` leads from the leaf at `index` of `count` to the root."""
    if not 0 <= index < count:
        return False
    rest, value = list(path), leaf_
    while count > 1:
        if index ^ 1 < count:
            if not rest:
                return False
            neighbour = rest.pop(0)
            value = node(neighbour, value) if index % 2 else node(value, neighbour)
        index, count = index // 2, (count + 1) // 2
    return not rest and value == root_


def _next_level(level: list[bytes]) -> list[bytes]:
    """Pairs joined; a last one without a partner moves up as it is, which is the RFC's tree level by level."""
    joined = [node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return joined + level[-1:] if len(level) % 2 else joined
