"""The theme as straight Python: functions that hand pieces of text to ``w``. What one would write by hand for speed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from theme_tree import Body, Call, For, If, Out, Set, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from theme_tree import Expression, Macro, Statement, Template

CARD = "components:card"
_KEPT = """
KEPT = {}


def components_card(w, item, level):
    key = item["id"], level
    if key not in KEPT:
        made = []
        components_card_new(made.append, item, level)
        KEPT[key] = "".join(made)
    w(KEPT[key])
"""
_HEAD = '''"""Made by bench/to_python.py from the templates of the theme."""
from markupsafe import escape

SITE, CARDS = {}, {}


def e(text):
    return str(escape(text)) if text.__class__ is str else str(text)


def claim(one):
    ref = one.get("ref") if one else None
    if ref is None:
        return one
    return {**CARDS[ref], "facets": one["facets"]} if "facets" in one else CARDS[ref]

'''


def module(templates: Iterable[Template]) -> str:
    """Return a module with a function for each macro, and ``PAGES`` with one for each page template."""
    templates = list(templates)
    macros = {name: macro for template in templates for name, macro in template.macros.items()}
    made = [_HEAD, *(_function(macro) for macro in macros.values())]
    made += [_define(f"page_{template.name}", ["w", "view"], template.body) for template in templates]
    pages = ", ".join(f'"{t.name}": page_{_word(t.name)}' for t in templates)
    return "\n".join([*made, f"PAGES = {{{pages}}}\n"])


def _function(macro: Macro) -> str:
    if macro.name == CARD:
        return _define(f"{macro.name}_new", ["w", *macro.parameters], macro.body) + _KEPT
    parameters = ["w", *map(_own, macro.parameters), *(["body"] if macro.has_body else [])]
    return _define(macro.name, parameters, macro.body)


def _define(name: str, parameters: list[str], body: list[Statement]) -> str:
    lines = _Lines().all(body) or ["pass"]
    return f"def {_word(name)}({', '.join(parameters)}):\n" + "".join(f"    {line}\n" for line in lines)


class _Lines:
    """Writes statements as lines; numbers keep the names of what it makes apart."""

    def __init__(self) -> None:
        self.bodies = self.loops = 0

    def all(self, body: list[Statement]) -> list[str]:
        lines: list[str] = []
        printed: list[Text | Out] = []
        for statement in body:
            if isinstance(statement, Text | Out):
                printed.append(statement)
                continue
            lines += _printed(printed)
            printed = []
            lines += self._one(statement)
        return lines + _printed(printed)

    def _one(self, statement: Statement) -> list[str]:
        match statement:
            case Set():
                return [f"{_own(statement.name)} = {value(statement.value)}"]
            case Body():
                return ["body()"]
            case If():
                otherwise = ["else:", *self._indented(statement.otherwise)] if statement.otherwise else []
                return [f"if {value(statement.test)}:", *self._indented(statement.then), *otherwise]
            case For():
                return self._loop(statement)
            case Call():
                return self._call(statement)
        raise NotImplementedError(statement)

    def _indented(self, body: list[Statement]) -> list[str]:
        return [f"    {line}" for line in self.all(body) or ["pass"]]

    def _call(self, call: Call) -> list[str]:
        values = ["w", *map(value, call.values)]
        if call.body is None:
            return [f"{_word(call.macro)}({', '.join(values)})"]
        self.bodies += 1
        name = f"body{self.bodies}"
        inner = self._indented(call.body)
        return [f"def {name}():", *inner, f"{_word(call.macro)}({', '.join([*values, name])})"]

    def _loop(self, loop: For) -> list[str]:
        names = ", ".join(map(_own, loop.names))
        self.loops += 1
        all_ = f"all{self.loops}"
        items = f"{value(loop.items)} or ()"
        if loop.test:
            items = f"[{loop.names[0]} for {names} in {items} if {value(loop.test)}]"
        lines = [f"{all_} = {items}"] if loop.loop or loop.otherwise else []
        items = all_ if lines else items
        at = f"at{self.loops}"
        walked = f"{at}, {names} in enumerate({items})" if loop.loop else f"{names} in {items}"
        lines.append(f"for {walked}:")
        loops = {"index": f"{at} + 1", "first": f"{at} == 0", "last": f"{at} == len({all_}) - 1"}
        lines += [f"    loop_{word} = {loops[word]}" for word in sorted(loop.loop)]
        lines += [f"    {names} = claim({names})"] if loop.of_claims else []
        lines += self._indented(loop.body)
        return lines + ([f"if not {all_}:", *self._indented(loop.otherwise)] if loop.otherwise else [])


def _printed(printed: list[Text | Out]) -> list[str]:
    """Return one call for a run of pieces; f-strings are put together faster than pieces are handed over."""
    if not printed:
        return []
    if all(isinstance(p, Text) for p in printed):
        return [f"w({''.join(p.html for p in printed if isinstance(p, Text))!r})"]
    parts = []
    for piece in printed:
        if isinstance(piece, Text):
            parts.append(repr(piece.html))
        else:
            parts.append(value(piece.value) if piece.safe else f"e({value(piece.value)})")
    return [f"w({' + '.join(parts)})"]


def value(found: Expression) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a kind
    """Return an expression in Python."""
    match found:
        case ("const", constant):
            return repr(constant)
        case ("var", name):
            return _own(name)
        case ("shared", name):
            return f"SITE[{name!r}]"
        case ("attr", owner, "card"):
            return f"claim({value(owner)}.get('card'))"
        case ("attr", owner, name):
            return f"{value(owner)}.get({name!r})"
        case ("item", owner, index):
            return f"{value(owner)}[{value(index)}]"
        case ("slice", owner, start, stop):
            return f"({value(owner)} or [])[{start or ''}:{'' if stop is None else stop}]"
        case ("not", inner):
            return f"(not {value(inner)})"
        case ("==", left, ("const", None)):
            return f"({value(left)} is None)"
        case ("in", left, right):
            return f"({value(left)} in ({value(right)} or ()))"
        case ("and" | "or" | "==" | "!=" | ">" | "+" as sign, left, right):
            return f"({value(left)} {sign} {value(right)})"
        case ("if", test, yes, no):
            return f"({value(yes)} if {value(test)} else {value(no)})"
        case ("len", inner):
            return f"len({value(inner)} or ())"
        case ("trim", inner):
            return f"({value(inner)} or '').strip()"
        case ("join", inner, between):
            return f"{value(between)}.join({value(inner)} or ())"
        case ("list", items):
            return f"[{', '.join(map(value, items))}]"
        case ("text", parts):
            return "(" + " + ".join(value(part) for part in parts) + ")"
    raise NotImplementedError(found)


def _own(name: str) -> str:
    return f"{name}_" if name in ("class", "def") else name


def _word(name: str) -> str:
    return re.sub(r"\W", "_", name.replace(".html", ""))
