"""TypeScript parameters for papermill: `papermill in.ipynb out.ipynb -p batch 64` writes `const batch = 64;`.

papermill loads what is registered under the entry point `papermill.engine`; loading this module is what counts, and the engine it
gives is papermill's own.
"""

import json
import math
import re

from papermill.engines import NBClientEngine as engine  # noqa: F401
from papermill.exceptions import PapermillException
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")
DECLARATION = re.compile(r"(?:export\s+)?(?:declare\s+)?(const|let|var)\s+")
# What may stand inside an expression without ending it: strings, comments, words, brackets.
TOKEN = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|=>|[<>=!]=+|[A-Za-z_$][\w$]*|.", re.DOTALL)
BLANK = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
RESERVED = set(
    "await break case catch class const continue debugger default delete do else enum export extends false finally for function if "
    "implements import in instanceof interface let new null package private protected public return static super switch this throw "
    "true try typeof var void while with yield undefined NaN Infinity exports require".split()
)
LARGEST_INTEGER = 2**53 - 1


class TypeScriptTranslator(Translator):
    """Writes values as TypeScript. A parameter keeps the keyword and the type with which the cell tagged `parameters` declares it."""

    # papermill asks for the parameters of a notebook just before it asks for the code that sets them.
    declared = {}

    @classmethod
    def inspect(cls, parameters_cell):
        cls.declared = {each["name"]: each for each in declarations(parameters_cell["source"])}
        return [
            Parameter(each["name"], each["type"] or "None", each["value"], each["help"])
            for each in cls.declared.values()
        ]

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        declared, cls.declared = cls.declared, {}
        lines = [cls.comment(comment)]
        for name, value in parameters.items():
            if not IDENTIFIER.fullmatch(name) or name in RESERVED:
                raise PapermillException(f"A parameter must be named as a variable of TypeScript may be: {name!r} may not.")
            known = declared.get(name, {})
            # papermill takes only `True` and `False` for booleans; whoever writes TypeScript gives `true` and `false`.
            boolean = known.get("type") == "boolean" or known.get("value") in ("true", "false")
            if boolean and value in ("true", "false"):
                value = value == "true"
            annotation = f": {known['type']}" if known.get("type") else ""
            lines.append(f"{known.get('keyword', 'let')} {name}{annotation} = {cls.translate(value)};")
        return "\n".join(lines) + "\n"

    @classmethod
    def comment(cls, text):
        return "\n".join(f"// {line}".rstrip() for line in text.splitlines())

    @classmethod
    def translate_none(cls, value):
        return "null"

    @classmethod
    def translate_int(cls, value):
        if abs(value) > LARGEST_INTEGER:
            raise PapermillException(
                f"{value} is no exact number of TypeScript (largest: {LARGEST_INTEGER}); give it as text with -r, or as a float."
            )
        return str(value)

    @classmethod
    def translate_float(cls, value):
        if math.isnan(value):
            return "NaN"
        return repr(value) if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"

    @classmethod
    def translate_escaped_str(cls, value):
        return json.dumps(str(value))

    @classmethod
    def translate_list(cls, value):
        return f"[{', '.join(cls.translate(each) for each in value)}]"

    @classmethod
    def translate_dict(cls, value):
        # `"__proto__": …` would set the prototype; in brackets it is a key like any other.
        keys = ['["__proto__"]' if name == "__proto__" else json.dumps(str(name)) for name in value]
        pairs = [f"{key}: {cls.translate(each)}" for key, each in zip(keys, value.values())]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"


def declarations(source):
    """The variables declared at the top level of `source`: name, keyword, type (its annotation, or what follows a last `as`), value, help."""
    found = []
    position = 0
    while position < len(source):
        declaration = DECLARATION.match(source, position)
        if declaration and (position == 0 or not re.match(r"[\w$.]", source[position - 1])):
            position = declaration.end()
            while name := IDENTIFIER.match(source, position):
                parts, position, ending = declarator(source, name.end())
                comment = re.match(r"[ \t]*//([^\n]*)", source[position:])
                found.append({"name": name.group(), "keyword": declaration.group(1), "help": comment.group(1).strip() if comment else "", **parts})
                if ending != ",":
                    break
                position = BLANK.match(source, position).end()
        else:
            # Anything else, one bracketed piece at a time: what a function declares inside is no parameter.
            position = skip(source, position)
    return found


def skip(source, position):
    """The position after the token, or the whole bracket, at `position`."""
    depth = 0
    while position < len(source):
        token = TOKEN.match(source, position).group()
        position += len(token)
        depth += (token in "([{") - (token in ")]}")
        if depth <= 0:
            break
    return position


def declarator(source, position):
    """Reads `: type = value` after a name. Returns type and value, the position after it, and the token that ended it."""
    texts = {":": "", "=": ""}
    part, depth, token, cast = None, 0, "", None
    while position < len(source):
        token = TOKEN.match(source, position).group()
        if depth == 0:
            if token.startswith("//") or (token == "\n" and not continues(texts.get(part, ""), source[position:])):
                break
            if token in (";", ","):
                position += 1
                break
        position += len(token)
        # `<` is a bracket in types only.
        depth += (token in ("([{<" if part == ":" else "([{")) - (token in (")]}>" if part == ":" else ")]}"))
        if depth == 0 and ((token == ":" and part is None) or (token == "=" and part != "=")):
            part = token
        elif part and not token.startswith(("//", "/*")):
            # Not the word in a string, which is one token.
            if token == "as" and depth == 0 and part == "=":
                cast = len(texts[part])
            texts[part] += token
    annotation, value = on_one_line(texts[":"]), texts["="].strip()
    if not annotation and cast is not None:
        kind = on_one_line(texts["="][cast + len("as") :])
        if kind != "const":
            value, annotation = texts["="][:cast].strip(), kind
    return {"type": annotation, "value": value}, position, token


def on_one_line(text):
    return re.sub(r"\s*\n\s*", " ", text.strip())


def continues(text, rest):
    """Whether an expression goes on after a line break: it is empty or ends with an operator, or the next line begins with one."""
    return not text.strip() or text.rstrip()[-1] in "=|&+-*/?:.<,(" or re.match(r"\s*([|&?:.+*=]|/(?!/))", rest) is not None


for each in ("tslab", "typescript"):
    papermill_translators.register(each, TypeScriptTranslator)
