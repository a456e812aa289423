"""A pattern of STIX comes down to values which each fulfil it alone, or is refused whole."""

import pytest

from tinhso.lib.intelligence.patterns import atoms_of_pattern
from tinhso.lib.intelligence.record import RecordFault

SHA, MD5 = "a" * 64, "b" * 32


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ("[domain-name:value = 'A.example.']", ["a.example"]),
        ("[domain-name:value IN ('a.example', 'b.example')]", ["a.example", "b.example"]),
        ("[ipv4-addr:value = '198.51.100.1/32'] OR ([url:value = 'http://x.example/y'] OR [domain-name:value='c.example'])", ["198.51.100.1", "x.example/y", "c.example"]),
        ("[ipv4-addr:value ISSUBSET '198.51.100.0/24' OR ipv6-addr:value = '2001:db8::1']", ["198.51.100.0/24", "2001:db8::1"]),
        (f"[file:hashes.MD5 = '{MD5}' AND file:hashes.'SHA-256' = '{SHA}']", [SHA]),
        ("[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '203.0.113.33']", ["203.0.113.33"]),
        ("[email-addr:value = 'a@b.example']", ["a@b.example"]),
        ("[domain-name:value = 'a.example' OR domain-name:value = 'A.EXAMPLE']", ["a.example"]),
    ],
)  # fmt: skip
def test_values_of_which_each_alone_fulfils_the_pattern(pattern, values):
    assert [one.value for one in atoms_of_pattern(pattern)] == values


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("[domain-name:value = 'a.example' AND ipv4-addr:value = '198.51.100.1']", "AND"),
        ("[domain-name:value = 'a.example'] AND [ipv4-addr:value = '198.51.100.1']", "AND"),
        ("[domain-name:value = 'a.example'] FOLLOWEDBY [url:value = 'http://a.example/']", "FOLLOWEDBY"),
        ("[domain-name:value = 'a.example'] REPEATS 5 TIMES", "REPEATS"),
        ("[domain-name:value = 'a.example'] WITHIN 300 SECONDS", "WITHIN"),
        ("[domain-name:value != 'a.example']", "!="),
        ("[domain-name:value NOT = 'a.example']", "NOT"),
        ("[NOT domain-name:value = 'a.example']", "NOT"),
        ("[domain-name:value LIKE '%.example']", "LIKE"),
        ("[domain-name:value MATCHES '.*']", "MATCHES"),
        ("[domain-name:value = 'a.example' OR file:name = 'x.exe']", "file:name"),
        (f"[file:hashes.MD5 = '{MD5}' AND file:hashes.MD5 = '{'c' * 32}']", "AND"),
        (f"[file:hashes.SSDEEP = '{MD5}']", "SSDEEP"),
        ("[network-traffic:dst_ref.type = 'ipv4-addr']", "không nêu giá trị"),
        ("[ipv4-addr:value = 5]", "không phải chữ"),
        ("[domain-name:value ISSUBSET 'a.example']", "ISSUBSET"),
        ("[domain-name:value = 'khong hop le']", "ký tự ẩn"),
        ("[domain-name:value = 'a.example'", "bị cắt"),
        ("domain-name:value = 'a.example'", "viết sai"),
        ("[domain-name:value = 'a.example'] x", "viết sai"),
        ("[domain-name:value = 'a.example", "viết sai"),
        ("", "bị cắt"),
        ("(" * 500 + "[domain-name:value = 'a.example']" + ")" * 500, "lồng quá"),
        ("[" + "(" * 500 + "domain-name:value = 'a.example'" + ")" * 500 + "]", "lồng quá"),
        ("[domain-name:value = '" + "a" * 30_000 + "']", "dài quá"),
        ("[" + " OR ".join(f"ipv4-addr:value='10.{n // 250}.{n % 250}.1'" for n in range(500)) + "]" , "dài quá|nêu hơn|"),
    ],
)  # fmt: skip
def test_a_pattern_that_comes_down_to_no_values_is_refused_whole(pattern, why):
    if why.endswith("|"):
        assert len(atoms_of_pattern(pattern)) == 500
        return
    with pytest.raises(RecordFault, match=why):
        atoms_of_pattern(pattern)
