"""What our pages need beyond Sphinx: lessons as notebooks, and docstrings as they are written."""

import re
from types import GenericAlias
from typing import Any

from docutils import nodes
from numpy.typing import ArrayLike
from pydantic import BaseModel
from sphinx.application import Sphinx
from sphinx.util.typing import stringify_annotation

from notebooks.build import build

ROW = re.compile(r"\| .* \|$")
ARRAY = re.compile(r"~?numpy\.ndarray\[[^]]*\], (?:~?numpy\.)?dtype\[(?:~?numpy\.)?(\w+)\]\]")
ARRAY_LIKE = stringify_annotation(ArrayLike, "smart")


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the lessons as notebooks and hook in the rest."""
    build(app.srcdir / "lessons")
    app.connect("autodoc-process-docstring", fields_listed)
    app.connect("autodoc-process-docstring", tables_as_rst)
    app.connect("autodoc-process-signature", signature_shortened)
    app.connect("autodoc-skip-member", left_out)
    app.connect("missing-reference", as_code)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def tables_as_rst(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Turn the Markdown tables of docstrings into tables of reStructuredText."""
    made: list[str] = []
    for line in lines:
        if not ROW.match(line):
            made.append(line)
            continue
        if not made or not made[-1].startswith("   "):
            made += [".. list-table::", "   :header-rows: 1", ""]
        made += row_as_rst(line)
    lines[:] = made


def row_as_rst(line: str) -> list[str]:
    """Return the lines of one row of a Markdown table, none for the rule below its head."""
    cells = [cell.strip() for cell in line[1:-1].split(" | ")]
    if set("".join(cells)) <= {"-"}:
        return []
    return [f"   * - {cells[0]}", *(f"     - {cell}" for cell in cells[1:])]


def fields_listed(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """List the fields of a table of a file, with what they mean and their unit."""
    if what == "class" and issubclass(obj, BaseModel):
        lines += ["", "| field | meaning |", "| --- | --- |"]
        for field, info in obj.model_fields.items():
            extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
            unit = f" ({extra['unit']})" if "unit" in extra else ""
            lines.append(f"| ``{field}`` | {info.description or ''}{unit} |")


def signature_shortened(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str, returns: str
) -> tuple[str, str] | None:
    """Leave out the signature of a table of a file; write long hints by their short names."""
    if what == "class" and issubclass(obj, BaseModel):
        return "", ""
    return shortened(signature), shortened(returns)


def shortened(hints: str | None) -> str | None:
    """Hints as the source has them, where Python spells them out."""
    return hints and ARRAY.sub(r"NDArray[\1]", hints.replace(ARRAY_LIKE, "ArrayLike"))


def left_out(app: Sphinx, what: str, name: str, obj: Any, skip: bool, options: Any) -> bool | None:
    """Leave out names of hints, and fields of named tuples that say nothing but their number."""
    bare = str(getattr(obj, "__doc__", "")).startswith("Alias for field")
    return True if bare or isinstance(obj, GenericAlias) else None


def as_code(
    app: Sphinx, env: Any, node: nodes.Element, contnode: nodes.Element
) -> nodes.Element | None:
    """Show a word in single backticks that names nothing documented as code."""
    return contnode if node["reftype"] == "obj" else None
