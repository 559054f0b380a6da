"""Turns an executed notebook into one HTML file that works offline.

Figures are drawn by Plotly, which is in the page once; where scripts do not run, their pictures stay.
"""

import copy
import html
import json
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

PLOTLY = "application/vnd.plotly.v1+json"
PNG = "image/png"

# Trace types of Plotly's cartesian bundle, a third of the whole.
CARTESIAN = {"scatter", "bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie", "violin"}

# The page of nbconvert without what it would load from elsewhere.
TEMPLATE = """
{%- extends 'index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
{%- block html_head_css -%}<style>.figure img { max-width: 100% } .figure-plot { max-width: 100%; overflow-x: auto }</style>{%- endblock -%}
{%- block footer_js -%}{{ resources.page_scripts }}{%- endblock -%}
"""

DRAW = """
for (const figure of document.querySelectorAll(".figure")) {
  const { data, layout } = JSON.parse(figure.querySelector("script").textContent);
  const picture = figure.querySelector("img");
  const plot = document.createElement("div");
  plot.className = "figure-plot";
  figure.append(plot);
  if (picture) picture.hidden = true;
  Plotly.newPlot(plot, data, layout, { displaylogo: false, responsive: true }).catch((error) => {
    plot.remove();
    if (picture) picture.hidden = false;
    console.error(error);
  });
}
"""

MATHJAX = """
window.MathJax = {
  tex: { inlineMath: [["$", "$"], ["\\\\(", "\\\\)"]], processEscapes: true, tags: "ams" },
  options: { ignoreHtmlClass: "jp-OutputArea|jp-InputArea", processHtmlClass: "jp-RenderedMarkdown", enableMenu: false },
};
"""


def in_script(text):
    """Text that cannot end the script element around it."""
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")


def figure_html(data, alt, width):
    picture = data.get(PNG)
    size = f' width="{int(width)}"' if width else ""
    image = f'<img alt="{html.escape(alt)}"{size} src="data:{PNG};base64,{picture.strip()}">' if picture else html.escape(alt)
    figure = in_script(json.dumps(data[PLOTLY], sort_keys=True))
    return f'<div class="figure">{image}<script type="application/json">{figure}</script></div>'


def join(text):
    return "".join(text) if isinstance(text, list) else text


def replace_figures(notebook):
    """Makes each figure of `notebook` an HTML output. Returns the trace types in use."""
    types = set()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PLOTLY in data:
                types |= {trace.get("type", "scatter") for trace in data[PLOTLY].get("data", [])}
                width = output.get("metadata", {}).get(PNG, {}).get("width")
                output["data"] = {"text/html": figure_html(data, join(data.get("text/plain", "figure")), width)}
                output["metadata"] = {}
    return types


def has_formulas(notebook):
    return any(cell.cell_type == "markdown" and "$" in cell.source for cell in notebook.cells)


def script(path):
    return f"<script>{Path(path).read_text(encoding='utf-8')}</script>"


def page_scripts(notebook, types, scripts):
    """What the page needs to draw: Plotly for figures, MathJax for formulas if it is installed."""
    parts = []
    if types:
        parts += [script(scripts["cartesian" if types <= CARTESIAN else "plotly"]), f"<script>{DRAW}</script>"]
    if has_formulas(notebook) and Path(scripts["mathjax"]).exists():
        parts += [f"<script>{MATHJAX}</script>", script(scripts["mathjax"])]
    return "\n".join(parts)


def scale_note(scale):
    """What a reader must know of a page whose text describes other runs than those on it."""
    if scale == "smoke":
        return "> **Scale smoke:** every run is cut short, to see that everything works. What the text says of results is of scale small, not of these."
    if scale == "paper":
        return "> **Scale paper:** the published settings. What the text says of results is of scale small, not of these."
    return None


def write_page(notebook, title, scripts, scale="small"):
    """The HTML of `notebook`. `scripts` names the files of Plotly (whole and cartesian) and MathJax."""
    notebook = copy.deepcopy(notebook)
    note = scale_note(scale)
    if note:
        notebook.cells.insert(1, nbformat.v4.new_markdown_cell(note))
    types = replace_figures(notebook)
    exporter = HTMLExporter(template_name="lab", raw_template=TEMPLATE)
    resources = {"metadata": {"name": title}, "page_scripts": page_scripts(notebook, types, scripts)}
    body, _ = exporter.from_notebook_node(notebook, resources=resources)
    return body
