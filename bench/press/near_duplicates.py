"""Near-duplicates among 10,000 articles: how many copies are found, how many pairs are wrong, how long it takes.

`python -m bench.press.near_duplicates [--articles 10000] [--seed 1]`

The articles are invented: words by chance with the frequencies of a language, a quarter of them in series that share a third of
their sentences (weather, prices, results), as real outlets write them. Copies have another headline and lead, a tenth of their
words changed, paragraphs in another order, the end cut off, a line of the outlet added. It says something about the method,
nothing about real outlets.
"""

import argparse
import sys
import time
from itertools import accumulate
from random import Random

from tinhso.lib.news.near_duplicates import NearDuplicates

ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RIMES = [
    "a",
    "an",
    "ang",
    "anh",
    "ao",
    "ay",
    "âm",
    "ân",
    "âu",
    "ây",
    "e",
    "em",
    "en",
    "eo",
    "ê",
    "ên",
    "êu",
    "i",
    "iên",
    "iêu",
    "in",
    "inh",
    "o",
    "oa",
    "oan",
    "oc",
    "oi",
    "on",
    "ong",
    "ô",
    "ôi",
    "ôn",
    "ông",
    "ơ",
    "ơi",
    "ơn",
    "u",
    "ua",
    "uân",
    "ui",
    "un",
    "ung",
    "ư",
    "ưa",
    "ươi",
    "ương",
    "ưu",
]
WORDS = 333
SENTENCE = 16


class Writer:
    """Invents articles; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - it invents words
        self.words = [onset + rime for onset in ONSETS for rime in RIMES]
        self.chance.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def sentences(self, amount: int) -> list[list[str]]:
        picked = self.chance.choices(self.words, cum_weights=self.weights, k=amount * SENTENCE)
        return [picked[n : n + SENTENCE] for n in range(0, len(picked), SENTENCE)]

    def article(self, series: list[list[str]]) -> list[list[str]]:
        fresh = self.sentences(WORDS // SENTENCE - len(series))
        return [*fresh[:2], *series, *fresh[2:]]

    def copy(self, article: list[list[str]]) -> list[list[str]]:
        changed = [
            [self.chance.choice(self.words) if self.chance.random() < 0.1 else word for word in sentence]
            for sentence in article[: len(article) - 2]
        ]
        half = self.chance.randrange(2, len(changed))
        return [*self.sentences(1), *changed[half:], *changed[:half], *self.sentences(1)]


def invented(articles: int, seed: int) -> list[tuple[int, str]]:
    """(story, text), in the order of their appearance."""
    writer = Writer(seed)
    series = [writer.sentences(WORDS // SENTENCE // 3) for _ in range(40)]
    found: list[tuple[int, str]] = []
    story = 0
    while len(found) < articles:
        shared = writer.chance.choice(series) if writer.chance.random() < 0.25 else []
        whole = writer.article(shared)
        copies = writer.chance.choices((0, 1, 3, 5), weights=(6, 2, 1, 1))[0]
        for version in (whole, *(writer.copy(whole) for _ in range(copies))):
            found.append((story, " ".join(word for sentence in version for word in sentence)))
        story += 1
    rows = found[:articles]
    first: dict[int, int] = {}
    for place, (one, _) in enumerate(rows):
        first.setdefault(one, place)
    places = [
        (first[one] + writer.chance.random() * 2000 * (place != first[one]), place)
        for place, (one, _) in enumerate(rows)
    ]
    return [rows[place] for _, place in sorted(places)]


def main() -> int:
    words = argparse.ArgumentParser(prog="bench.press.near_duplicates", description=__doc__)
    words.add_argument("--articles", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    rows = invented(given.articles, given.seed)
    copies = len(rows) - len({story for story, _ in rows})
    begun, busy = time.perf_counter(), time.process_time()
    found: NearDuplicates = NearDuplicates()
    joined = wrong = 0
    for number, (story, text) in enumerate(rows):
        near = {rows[other][0] for other in found.add(number, text)}
        joined += story in near
        wrong += len(near - {story})
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    sys.stdout.write(
        f"{len(rows)} articles, {copies} copies: {joined} found, recall {joined / copies:.4f}; {wrong} false pairs; {seconds:.1f} s, processor {busy:.1f} s\n"
    )
    return 0 if joined >= 0.97 * copies and not wrong else 1


if __name__ == "__main__":
    raise SystemExit(main())
