import hashlib

import pytest

from tinhso.lib.merkle import check_proof, leaf, node, proof, root

LEAVES = [leaf(bytes([i])) for i in range(40)]


def rfc_root(leaves):
    """The definition of RFC 6962 §2.1, word by word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + rfc_root(leaves[:k]) + rfc_root(leaves[k:])).digest()


@pytest.mark.parametrize("count", range(41))
def test_the_root_is_that_of_the_rfc(count):
    assert root(LEAVES[:count]) == rfc_root(LEAVES[:count])


def test_a_known_tree_of_the_certificate_transparency_tests():
    data = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [leaf(bytes.fromhex(d)) for d in data]
    assert leaves[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 33, 40])
def test_every_leaf_is_proved_and_no_other_place_or_leaf_is(count):
    leaves = LEAVES[:count]
    for index in range(count):
        path = proof(leaves, index)
        assert check_proof(root(leaves), leaves[index], index, count, path)
        assert not check_proof(root(leaves), leaf(b"other"), index, count, path)
        assert not check_proof(root(leaves), leaves[index], index, count, [*path, leaves[0]])
        assert not path or not check_proof(root(leaves), leaves[index], index, count, path[:-1])


def test_a_place_outside_the_tree_has_no_proof():
    with pytest.raises(IndexError):
        proof(LEAVES[:3], 3)
    assert not check_proof(root(LEAVES[:3]), LEAVES[2], 3, 3, [])


def test_a_node_is_no_leaf():
    assert node(LEAVES[0], LEAVES[1]) != leaf(LEAVES[0] + LEAVES[1])
