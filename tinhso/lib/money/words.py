"""An amount of đồng in Vietnamese words, as receipts print it beside the figures."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu", "tỷ")
MOST = 10**12


def money_words(amount: int) -> str:
    """`102000` -> "Một trăm linh hai nghìn đồng". ValueError below 0 or from a thousand billions on."""
    if not 0 <= amount < MOST:
        raise ValueError(amount)
    groups = [amount // 1000**n % 1000 for n in range(len(SCALES))]
    highest = max((n for n, group in enumerate(groups) if group), default=0)
    words: list[str] = []
    for n in range(highest, -1, -1):
        if groups[n] or not highest:
            words += _group(groups[n], whole=n < highest) + [SCALES[n]]
    text = " ".join(word for word in words if word)
    return f"{text[0].upper()}{text[1:]} đồng"


def _group(group: int, *, whole: bool) -> list[str]:
    """The words of three digits; `whole` says hundreds even where there are none, as below a higher group."""
    hundreds, rest = divmod(group, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or whole else []
    return words + _below_hundred(rest, after=bool(words))


def _below_hundred(rest: int, *, after: bool) -> list[str]:
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return ([] if after and not ones else ["linh", DIGITS[ones]]) if after else [DIGITS[ones]]
    head = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones == 0:
        return head
    last = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(ones, DIGITS[ones])
    return [*head, last]
