"""The theme as JavaScript functions that put template literals together, as one would write them by hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from theme_tree import Body, Call, For, If, Out, Set, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from theme_tree import Expression, Macro, Statement, Template

_HEAD = r"""// Made by bench/to_javascript.py from the templates of the theme.
const marks = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const e = (x) => { const s = String(x); return /[&<>"']/.test(s) ? s.replace(/[&<>"']/g, (m) => marks[m]) : s; };
const t = (x) => x && x.length !== 0;
let site, cards;
export const use = (shared, claims) => { site = shared; cards = claims; };
const claim = (x) => (x?.ref ? (x.facets ? { ...cards[x.ref], facets: x.facets } : cards[x.ref]) : x);
"""
CARD = "components:card"
_KEPT = """const kept = new Map();
function components_card(item, level) {
  const key = item.id + level;
  let made = kept.get(key);
  if (made === undefined) kept.set(key, made = components_card_new(item, level));
  return made;
}"""
_ESCAPED = {"\\": "\\\\", "`": "\\`", "${": "\\${"}


def module(templates: Iterable[Template]) -> str:
    """Return a module with a function for each macro, and ``pages`` with one for each page template."""
    templates = list(templates)
    macros = {name: macro for template in templates for name, macro in template.macros.items()}
    pages = [f"{json.dumps(t.name)}(view) {_function_body(t.body)}" for t in templates]
    functions = [_function(macro) for macro in macros.values()]
    return "\n".join([_HEAD, *functions, "export const pages = {", ",\n".join(pages), "};\n"])


def _function(macro: Macro) -> str:
    if macro.name == CARD:
        return f"function components_card_new(item, level) {_function_body(macro.body)}\n{_KEPT}"
    parameters = [_own(p) for p in macro.parameters] + (["body"] if macro.has_body else [])
    return f"function {_name(macro.name)}({', '.join(parameters)}) {_function_body(macro.body)}"


def _function_body(body: list[Statement]) -> str:
    if not any(isinstance(s, If | For | Set) for s in body):
        return f"{{ return {_literal(body)}; }}"
    return f'{{\nlet s = "";\n{_statements(body)}\nreturn s;\n}}'


def _statements(body: list[Statement]) -> str:
    lines: list[str] = []
    printed: list[Statement] = []
    for statement in body:
        if isinstance(statement, Text | Out | Call | Body):
            printed.append(statement)
            continue
        if printed:
            lines.append(f"s += {_literal(printed)};")
            printed = []
        lines.append(_one(statement))
    if printed:
        lines.append(f"s += {_literal(printed)};")
    return "\n".join(lines)


def _one(statement: If | For | Set) -> str:
    if isinstance(statement, Set):
        return f"const {_own(statement.name)} = {value(statement.value)};"
    if isinstance(statement, If):
        otherwise = f" else {{\n{_statements(statement.otherwise)}\n}}" if statement.otherwise else ""
        return f"if ({_true(statement.test)}) {{\n{_statements(statement.then)}\n}}{otherwise}"
    return _loop(statement)


def _loop(loop: For) -> str:
    items = f"({value(loop.items)} ?? [])"
    name = _own(loop.names[0]) if len(loop.names) == 1 else f"[{', '.join(map(_own, loop.names))}]"
    if loop.test:
        items = f"{items}.filter(({name}) => {_true(loop.test)})"
    inner = _statements(loop.body)
    if loop.of_claims:
        inner = f"const {name} = claim(one);\n{inner}"
        name = "one"
    first = f"{{ const all = {items};\nfor (let at = 0; at < all.length; at++) {{\nconst {name} = all[at];\n{{\n"
    loops = {"index": "at + 1", "first": "at === 0", "last": "at === all.length - 1"}
    known = "".join(f"const loop_{word} = {loops[word]};\n" for word in sorted(loop.loop))
    otherwise = f"if (all.length === 0) {{\n{_statements(loop.otherwise)}\n}}\n" if loop.otherwise else ""
    return f"{first}{known}{inner}\n}} }}\n{otherwise}}}"


def _literal(printed: list[Statement]) -> str:
    return "`" + "".join(_printed(statement) for statement in printed) + "`"


def _printed(statement: Statement) -> str:
    if isinstance(statement, Text):
        return re.sub(r"\\|`|\$\{", lambda m: _ESCAPED[m[0]], statement.html)
    if isinstance(statement, Out):
        return f"${{{value(statement.value)}}}" if statement.safe else f"${{e({value(statement.value)})}}"
    if isinstance(statement, Body):
        return "${body}"
    assert isinstance(statement, Call)
    values = [value(v) for v in statement.values]
    if statement.body is not None:
        plain = not any(isinstance(s, If | For | Set) for s in statement.body)
        values.append(_literal(statement.body) if plain else f"(() => {_function_body(statement.body)})()")
    return f"${{{_name(statement.macro)}({', '.join(values)})}}"


def _true(test: Expression) -> str:
    match test:
        case ("not", inner):
            return f"!{_true(inner)}"
        case ("and", left, right):
            return f"({_true(left)} && {_true(right)})"
        case ("or", left, right):
            return f"({_true(left)} || {_true(right)})"
        case ("==" | "!=" | ">" | "in", _, _):
            return value(test)
    return f"t({value(test)})"


def value(found: Expression) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a kind
    """Return an expression in JavaScript."""
    match found:
        case ("const", constant):
            return json.dumps(constant, ensure_ascii=False)
        case ("var", name):
            return _own(name)
        case ("shared", name):
            return f"site.{name}"
        case ("attr", owner, "card"):
            return f"claim({value(owner)}.card)"
        case ("attr", owner, name):
            return f"{value(owner)}.{name}"
        case ("item", owner, index):
            return f"{value(owner)}[{value(index)}]"
        case ("slice", owner, start, stop):
            return f"({value(owner)} ?? []).slice({start or 0}{f', {stop}' if stop is not None else ''})"
        case ("not" | "and" | "or" as word, *rest) if word != "or":
            return _true((word, *rest))
        case ("or", left, right):
            return f"({value(left)} || {value(right)})"
        case ("==", left, ("const", None)):
            return f"({value(left)} == null)"
        case ("in", left, right):
            return f"({value(right)} ?? []).includes({value(left)})"
        case ("==" | "!=" | ">" | "+" as sign, left, right):
            return f"({value(left)} {sign + '=' if sign in ('==', '!=') else sign} {value(right)})"
        case ("if", test, yes, no):
            return f"({_true(test)} ? {value(yes)} : {value(no)})"
        case ("len", inner):
            return f"({value(inner)} ?? []).length"
        case ("trim", inner):
            return f"({value(inner)} ?? '').trim()"
        case ("join", inner, between):
            return f"({value(inner)} ?? []).join({value(between)})"
        case ("list", items):
            return f"[{', '.join(map(value, items))}]"
        case ("text", parts):
            return "(" + " + ".join(value(part) for part in parts) + ")"
    raise NotImplementedError(found)


def _own(name: str) -> str:
    return f"{name}_" if name in ("class", "function", "new") else name


def _name(macro: str) -> str:
    return re.sub(r"\W", "_", macro.replace(".html", ""))
