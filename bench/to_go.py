"""The theme as Hugo layouts: a file for each page template, and one in which each macro is a ``define``.

A ``define`` that is called with ``template`` costs Hugo far less than a partial. The card of a claim alone is a
partial, because ``partialCached`` then renders it once.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from theme_tree import Body, Call, For, If, Out, Set, Text

if TYPE_CHECKING:
    from theme_tree import Expression, Macro, Statement, Template

CARD = "components:card"
MACROS = "_partials/macros.html"
# A file that begins with a definition is taken for another kind.
_ABOUT = "{{/* Macros of the theme; Hugo knows a definition in whatever file it stands. */}}\n"
# What publishes files that are no pages, of a claim with its page and all others with the front page.
_FILES = "{{ range %s }}{{ (resources.FromString .path .text).Publish }}{{ end }}"
_FILES_OF = {"claim": _FILES % ".Params.files", "home": _FILES % "hugo.Data.files"}
# What the layout of a frame for other sites is given of the claim beside what is its own.
_EMBED = "embed"
_PAGE_OF = '(site.GetPage (print "/claims/" {ref})).Params.card'


def layouts(templates: list[Template], embedded: tuple[str, ...]) -> dict[str, str]:
    """Return each file of ``layouts/`` with its text; ``embedded`` are fields that a frame shares with its claim."""
    made = {}
    for template in templates:
        start = "{{ $view := .Params.view }}"
        name = "home.html" if template.name == "home" else f"show-{template.name}.html"
        if template.name == _EMBED:
            start, name = _embed_view(embedded), "show-claim.embed.html"
        made[name] = f"{start}{_Writer().all(template.body)}{_FILES_OF.get(template.name, '')}\n"
    macros = {name: macro for template in templates for name, macro in template.macros.items()}
    card = macros.pop(CARD)
    made["_partials/card.html"] = "{{ $item := .item }}{{ $level := .level }}" + _Writer().all(card.body)
    made[MACROS] = "".join([_ABOUT, *map(_defined, macros.values())])
    return made


def _embed_view(embedded: tuple[str, ...]) -> str:
    shared = " ".join(f'"{name}" .Params.view.{name}' for name in embedded)
    own = " ".join(
        f'"{name}" .Params.embed.{name}' for name in ("frame", "canonical", "page", "home", "kind", "labels")
    )
    return f"{{{{ $view := dict {own} {shared} }}}}"


def _defined(macro: Macro) -> str:
    one = len(macro.parameters) == 1
    start = "".join(f"{{{{ ${p} := {'.' if one else f'.{p}'} }}}}" for p in macro.parameters)
    writer = _Writer()
    if macro.has_body:
        at = macro.body.index(Body())
        parts = {":open": macro.body[:at], ":close": macro.body[at + 1 :]}
    else:
        parts = {"": macro.body}
    return "".join(
        f'{{{{ define "{macro.name}{end}" }}}}{start}{_cards_of(macro)}{writer.all(body)}{{{{ end }}}}\n'
        for end, body in parts.items()
    )


def _cards_of(macro: Macro) -> str:
    """Look up once the card that a parameter has."""
    text = repr(macro.body)
    found = [p for p in macro.parameters if f"('attr', ('var', '{p}'), 'card')" in text]
    looked_up = "{{{{ ${p}_card := dict }}}}{{{{ with ${p}.card }}}}{{{{ ${p}_card = {page} }}}}{{{{ end }}}}"
    return "".join(looked_up.format(p=p, page=_PAGE_OF.format(ref=".ref")) for p in found)


class _Writer:
    """Writes statements in Go's template language."""

    def __init__(self) -> None:
        self.number = 0

    def all(self, body: list[Statement]) -> str:
        written = ""
        for statement in body:
            # Go takes a "<" before an action for a letter, and escapes it.
            mark = re.search(r"</?$", written)
            if mark and isinstance(statement, Out):
                name = f"printf {json.dumps(mark[0] + '%v')} {value(statement.value)} | safeHTML"
                written = f"{written[: mark.start()]}{{{{ {name} }}}}"
            else:
                written += self.one(statement)
        return written

    def one(self, statement: Statement) -> str:
        match statement:
            case Text():
                return statement.html
            case Out():
                return f"{{{{ {value(statement.value)}{_kind(statement)} }}}}"
            case Set():
                return f"{{{{ ${statement.name} := {value(statement.value)} }}}}"
            case If():
                otherwise = f"{{{{ else }}}}{self.all(statement.otherwise)}" if statement.otherwise else ""
                return f"{{{{ if {value(statement.test)} }}}}{self.all(statement.then)}{otherwise}{{{{ end }}}}"
            case For():
                return self._loop(statement)
            case Call():
                return self._call(statement)
        raise NotImplementedError(statement)

    def _call(self, call: Call) -> str:
        if call.macro == CARD:
            item, level = map(value, call.values)
            return f'{{{{ partialCached "card.html" (dict "item" {item} "level" {level}) {item}.id {level} }}}}'
        given = _given(call)
        if call.body is None:
            return f'{{{{ template "{call.macro}" {given} }}}}'
        inner = self.all(call.body)
        return f'{{{{ template "{call.macro}:open" {given} }}}}{inner}{{{{ template "{call.macro}:close" {given} }}}}'

    def _loop(self, loop: For) -> str:
        self.number += 1
        at, items, start = f"$at{self.number}", value(loop.items), ""
        names = [f"${name}" for name in loop.names]
        one = names[0] if len(names) == 1 else f"$pair{self.number}"
        inner = "".join(f"{{{{ {name} := index {one} {n} }}}}" for n, name in enumerate(names)) if names[1:] else ""
        if loop.test and loop.loop:
            kept = f"$kept{self.number}"
            start = (
                f"{{{{ {kept} := slice }}}}{{{{ range {one} := {items} }}}}{{{{ if {value(loop.test)} }}}}"
                f"{{{{ {kept} = append (slice {one}) {kept} }}}}{{{{ end }}}}{{{{ end }}}}"
            )
            items = kept
        if "last" in loop.loop:
            start += f"{{{{ $end{self.number} := sub (len {items}) 1 }}}}"
        loops = {"index": f"add {at} 1", "first": f"eq {at} 0", "last": f"eq {at} $end{self.number}"}
        inner += "".join(f"{{{{ $loop_{word} := {loops[word]} }}}}" for word in sorted(loop.loop))
        if loop.of_claims:
            inner += f"{{{{ $one := {one} }}}}{{{{ {one} := {_PAGE_OF.format(ref='$one.ref')} }}}}"
        body = self.all(loop.body)
        if loop.of_claims:
            body = body.replace(f"{one}.facets", "$one.facets")
        if loop.test and not loop.loop:
            body = f"{{{{ if {value(loop.test)} }}}}{body}{{{{ end }}}}"
        otherwise = f"{{{{ else }}}}{self.all(loop.otherwise)}" if loop.otherwise else ""
        if start and "last" in loop.loop:
            # The length of nothing is a mistake in Go.
            start = f"{{{{ with {items} }}}}{start}" if not loop.test else start
        ranged = f"{{{{ range {at}, {one} := {items} }}}}{inner}{body}{otherwise}{{{{ end }}}}"
        return f"{start}{ranged}{'{{ end }}' if start.startswith('{{ with') else ''}"


def _kind(statement: Out) -> str:
    if not statement.safe:
        return ""
    return " | safeJS" if statement.value[-1] == "jsonld" else " | safeHTML"


def _given(call: Call) -> str:
    """Return what a macro is given: one value as it is, several by name. The names are those of the macro."""
    if len(call.values) == 1:
        given = value(call.values[0])
        return given if given != "nil" else "false"  # A sole nil is a mistake in Go.
    pairs = (f'"{name}" {value(v)}' for name, v in zip(call.names, call.values, strict=True))
    return f"(dict {' '.join(pairs)})"


def value(found: Expression) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a kind
    """Return an expression in Go's template language."""
    match found:
        case ("const", None):
            return "nil"
        case ("const", constant):
            return json.dumps(constant, ensure_ascii=False)
        case ("var", name):
            return f"${name}"
        case ("shared", name):
            return f"hugo.Data.site.{name}"
        case ("attr", ("attr", owner, "card"), "id"):
            return f"{value(owner)}.card.ref"
        case ("attr", ("attr", ("var", name), "card"), field):
            return f"${name}_card.{field}"
        case ("attr", ("var", name), "card"):
            return f"${name}_card"
        case ("attr", owner, "card"):
            return f"({_PAGE_OF.format(ref=f'{value(owner)}.card.ref')})"
        case ("attr", owner, name):
            return f"{value(owner)}.{name}"
        case ("item", owner, index):
            return f"(index {value(owner)} {value(index)})"
        case ("slice", owner, start, stop):
            some = f"(or {value(owner)} slice)"
            return f"(first {stop} {some})" if stop is not None else f"(after {start} {some})"
        case ("not", inner) | ("==", inner, ("const", None)):
            return f"(not {value(inner)})"
        case ("in", left, right):
            return f"(in {value(right)} {value(left)})"
        case ("and" | "or" as word, left, right):
            return f"({word} {value(left)} {value(right)})"
        case ("==" | "!=" | ">" | "+" as sign, left, right):
            return f"({_FUNCTIONS[sign]} {value(left)} {value(right)})"
        case ("if", test, yes, no):
            return f"(cond {_truth(test)} {value(yes)} {value(no)})"
        case ("len", inner):
            return f"(len (or {value(inner)} slice))"
        case ("trim", inner):
            return f"(strings.TrimSpace {value(inner)})"
        case ("join", inner, between):
            return f"(delimit {value(inner)} {value(between)})"
        case ("list", items):
            return f"(slice {' '.join(map(value, items))})"
        case ("text", parts):
            return f"(print {' '.join(map(value, parts))})"
    raise NotImplementedError(found)


_FUNCTIONS: dict[Any, str] = {"==": "eq", "!=": "ne", ">": "gt", "+": "add"}


def _truth(test: Expression) -> str:
    return value(test)
