"""Sphinx: `nox -s docs` builds the site; nothing is fetched from the network."""

import os
import sys
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]  # for notebooks and for api_pages

project = "negotiation"
author = "the negotiation authors"
release = metadata.version("negotiation")
extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.viewcode",
    "site_pages",
]
nitpicky = True
nitpick_ignore_regex = [
    # Names from outside: no inventory of another project is fetched, so they link nowhere.
    ("py:class", r"(annotated_types|collections|datetime|enum|pathlib)\..*"),
    ("py:class", r"(matplotlib|mesa|numpy|pandas|pydantic|xarray)\..*"),
    ("py:class", r"ArrayLike|Axes|Figure|NDArray|bool|float64|u?int64"),
    # Inner parts of experiments, which hints name and programs do not import.
    ("py:class", r"negotiation\.experiment\.(design\.points|store\.storing)\..*"),
]

html_theme = "furo"
html_title = "negotiation"
html_show_copyright = False
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {"navigation_with_keys": True}

# ---------------------------------------------------------------- pages and lessons
exclude_patterns = ["**.ipynb_checkpoints"]
myst_heading_anchors = 3
nb_execution_mode = "auto"  # lessons that hold no results are run, that is all of them
nb_execution_timeout = 120  # seconds a cell
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_code_prompt_show = "Show a solution"
nb_code_prompt_hide = "Hide the solution"
os.environ.pop("MPLBACKEND", None)  # a kernel then keeps the figures of its cells

# ---------------------------------------------------------------- API
add_module_names = False
autodoc_class_signature = "mixed"
autodoc_member_order = "bysource"
default_role = "py:obj"
maximum_signature_line_length = 72
numpydoc_show_class_members = False
python_use_unqualified_type_names = True
toc_object_entries_show_parents = "hide"
