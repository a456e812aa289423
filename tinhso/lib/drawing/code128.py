"""Code 128 (ISO/IEC 15417), code set B: the barcode that every hand-held scanner of a desk reads."""

WIDTHS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
    "2331112",
]
"""Of each symbol the widths of bar, space, bar … in modules."""
START_B, STOP, QUIET, HEIGHT = 104, 106, 10, 32


def symbols(text: str) -> list[int]:
    """Start, one symbol a letter, check symbol, stop. ValueError for an empty text or a letter outside ASCII 32-126."""
    values = [ord(letter) - 32 for letter in text]
    if not values or not all(0 <= value <= 94 for value in values):
        raise ValueError(text)
    check = (START_B + sum(place * value for place, value in enumerate(values, 1))) % 103
    return [START_B, *values, check, STOP]


def bars(text: str) -> list[tuple[int, int]]:
    """The bars as (first module, width), the quiet zone before them; the last one ends where the other zone begins."""
    found, at = [], QUIET
    for symbol in symbols(text):
        for place, width in enumerate(map(int, WIDTHS[symbol])):
            if place % 2 == 0:
                found.append((at, width))
            at += width
    return found


def code128_svg(text: str) -> bytes:
    """The barcode as SVG, one path, one unit a module."""
    drawn = bars(text)
    width = sum(drawn[-1]) + QUIET
    path = "".join(f"M{left} 0h{size}v{HEIGHT}h-{size}z" for left, size in drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" '
        f'viewBox="0 0 {width} {HEIGHT}"><path d="{path}"/></svg>'
    ).encode()
