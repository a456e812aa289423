"""No field of a form hides what a form itself can do: `form.matches` is then the field, and scripts and readers fail on it."""

import ast

from tests.house.sources import files, nodes, ours, short, tree

OF_A_FORM = {
    *(
        "append",
        "after",
        "attributes",
        "before",
        "blur",
        "children",
        "classList",
        "click",
        "closest",
        "contains",
    ),
    *(
        "dispatchEvent",
        "elements",
        "focus",
        "getAttribute",
        "hasAttribute",
        "insertBefore",
        "length",
        "matches",
    ),
    *(
        "nextSibling",
        "normalize",
        "parentElement",
        "parentNode",
        "prepend",
        "querySelector",
        "remove",
        "replaceWith",
    ),
    *("requestSubmit", "reset", "setAttribute", "submit", "toggleAttribute"),
}


def fields(module: ast.Module):
    for node in nodes(module):
        if not isinstance(node, ast.ClassDef) or not any("Form" in ast.unparse(base) for base in node.bases):
            continue
        for one in node.body:
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                yield node.lineno, one.targets[0].id


def test_no_field_is_named_like_what_every_form_can_do():
    found = {
        f"{short(path)}:{line} {name}"
        for path in files("tinhso/*.py")
        if ours(path)
        for line, name in fields(tree(path))
        if name in OF_A_FORM
    }
    assert not found


def test_it_sees_a_field_that_hides_a_method():
    assert list(fields(ast.parse("class A(forms.Form):\n    matches = forms.CharField()"))) == [
        (1, "matches")
    ]
