import re

from tests.house.sources import files, short

BINARY = {".png", ".jpg", ".ttf", ".woff2", ".pdf", ".docx", ".zip", ".p12", ".ico", ".gz", ".webp", ".tar"}
# Put together here, so that this file does not hold what it forbids.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "crates" + ".io"]
MACHINE = re.compile(r"(?<![\w.])/(work/(main|wt|shared|\.)|root/\S|home/(?!user\b|\$)[a-z]+/)")


def texts():
    for path in files():
        if path.suffix not in BINARY:
            yield short(path), path.read_text(errors="replace")


def test_no_file_names_the_host_of_a_registry():
    assert not [(name, host) for name, text in texts() for host in HOSTS if host in text]


def test_no_file_holds_a_path_of_somebodys_machine():
    found = [(name, hit.group()) for name, text in texts() if (hit := MACHINE.search(text))]
    assert not found


def test_no_file_is_left_with_a_promise():
    """A missing part is an issue, not a mark in the code."""
    mark = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|XX" + r"X)\b")
    assert not [
        name for name, text in texts() if name.endswith((".py", ".html", ".css", ".js")) and mark.search(text)
    ]


def test_no_print_writes_words_where_a_number_stands():
    """The line "Số:" stands before it: a print that is no document has none."""
    words = re.compile(r'"number": (_|gettext|gettext_lazy)\(')
    assert not [
        name for name, text in texts() if name.endswith(".py") and "verify_url" in text and words.search(text)
    ]
