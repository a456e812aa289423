"""`python -m bench.edxml_mutations [COUNT] [SEED]`: damaged edXML messages, each read or refused, none a crash or a hang.

Prints how many were read, how many were refused by which rule, and the slowest. Fails at the first that ends otherwise.
"""

import sys
from collections import Counter
from time import perf_counter

from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.reader import read_message
from tinhso.lib.edxml.tests.mutations import mutated, sources

COUNT, SEED, SLOWEST = 10_000, 1, 5.0


def main(count: int, seed: int) -> int:
    found, results, slowest = sources(), Counter[str](), 0.0
    for number in range(seed, seed + count):
        content = mutated(found[number % len(found)], number)
        begun = perf_counter()
        try:
            result = "problems listed" if read_message(content).problems else "read"
        except EdxmlRefused as refused:
            result = f"refused {refused.problems[0]}"
        taken = perf_counter() - begun
        slowest = max(slowest, taken)
        results[result] += 1
        if taken > SLOWEST:
            sys.stdout.write(f"seed {number}: {taken:.1f} s\n")
            return 1
    for result, n in results.most_common(20):
        sys.stdout.write(f"{n:6} {result}\n")
    sys.stdout.write(f"{count} messages, slowest {slowest * 1000:.1f} ms\n")
    return 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    raise SystemExit(main(*(numbers + [COUNT, SEED][len(numbers) :])))
