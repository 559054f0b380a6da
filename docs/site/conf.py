"""Settings of the site. Run by scripts/site.mjs, which lays out the pages, and says in LARGEBATCH_SITE what this needs to know."""

import json
import os
import sys
from pathlib import Path

job = json.loads(os.environ["LARGEBATCH_SITE"])
root = Path(job["root"])
sys.path[:0] = [str(root / "docs/site/extensions"), str(root / "src/notebook")]

project = "largebatch"
release = version = job["version"]
author = "the largebatch contributors"
language = "en"

extensions = ["myst_nb"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
root_doc = "index"

# Notebooks are shown as they were committed; nothing is executed.
nb_execution_mode = "off"
nb_render_markdown_format = "myst"
# Widgets come as text here; their scripts would be loaded from elsewhere.
nb_ipywidgets_js = {}
nb_merge_streams = True

myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 4
suppress_warnings = [
    # Pages of the project begin with a title and go on as they like on GitHub.
    "myst.header",
    # Code in cells is for our kernel; Pygments does not know every construct of TypeScript.
    "misc.highlighting_failure",
]

# Nothing comes from another server: formulas and figures are drawn by files in _static.
mathjax_path = "mathjax/tex-svg.js"
mathjax3_config = {"tex": {"inlineMath": [["\\(", "\\)"]], "tags": "ams"}, "options": {"enableMenu": False}}

html_theme = "sphinx_book_theme"
html_title = "largebatch"
html_static_path = job["static"]
html_css_files = ["site.css"]
html_js_files = [("figures.js", {"defer": "defer"})]
html_extra_path = job["extra"]
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_sourcelink_suffix = ""
html_copy_source = False
html_context = {"default_mode": "light"}
html_theme_options = {
    # The search is at the side; on small screens a button opens it.
    "navbar_persistent": [],
    "home_page_in_toc": True,
    "show_navbar_depth": 1,
    "use_download_button": True,
    "use_fullscreen_button": False,
    "search_bar_text": "Search",
    "pygments_light_style": "a11y-high-contrast-light",
}
