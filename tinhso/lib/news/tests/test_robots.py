"""Robots: whose group counts, which rule wins; addresses of articles."""

import pytest

from tinhso.lib.news.robots import read_robots
from tinhso.lib.news.web_addresses import plain_address

TEXT = b"""\xef\xbb\xbf# chung
User-agent: *
Disallow: /tim-kiem
Disallow: /*.pdf$
Allow: /tim-kiem/cong-khai
Crawl-delay: 10

User-agent: Khac
User-agent: TinhSo
Disallow: /rieng
dong hong
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("Nguoi", "/tim-kiem?q=1", False), ("Nguoi", "/tim-kiem/cong-khai/1", True), ("Nguoi", "/a/b.pdf", False), ("Nguoi", "/a/b.pdf?x", True),
        ("Nguoi", "/rieng", True), ("TinhSo/1 (+open data)", "/rieng/a", False), ("TinhSo/1", "/tim-kiem", True), ("Nguoi", "", True),
    ],
)  # fmt: skip
def test_the_group_of_ones_name_counts_and_the_longest_rule_wins(agent, path, allowed):
    assert read_robots(TEXT, agent).lets(f"https://bao.example.vn{path}") is allowed


def test_a_site_without_rules_lets_everybody_and_a_delay_is_read():
    assert read_robots(b"<html>", "TinhSo").lets("https://a.vn/x") and read_robots(b"", "TinhSo").delay == 0
    assert read_robots(TEXT, "Nguoi").delay == 10
    assert not read_robots(b"user-agent: *\ndisallow: /", "TinhSo").lets("https://a.vn/x")


def test_rules_can_be_stored_whatever_is_in_them():
    found = read_robots(b"User-agent: *\nDisallow: /%00\nDisallow: /\0a\n", "TinhSo")
    assert not any("\0" in path for path, _lets in found.rules)
    assert not found.lets("https://a.vn/%00b") and found.lets("https://a.vn/b")


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("HTTPS://Bao.Example.VN:443/a?utm_source=x&b=1&fbclid=2#c", "https://bao.example.vn/a?b=1"), ("/b", "https://a.vn/b"), ("//c.vn/d", "https://c.vn/d"),
        ("http://a.vn", "http://a.vn/"), ("javascript:1", ""), ("ftp://a.vn/x", ""), ("https://u:p@a.vn/", ""), ("https://[::1", ""), ("https://a.vn/\"x", ""),
        (" https://a.vn/b c\n", "https://a.vn/bc"), ("https://a.vn/" + "x" * 600, ""),
    ],
)  # fmt: skip
def test_addresses_are_plain(address, plain):
    assert plain_address(address, "https://a.vn/rss") == plain
