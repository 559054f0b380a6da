"""Renders what MyST-NB does not know: figures, drawn by Plotly where scripts run and pictures elsewhere, and claims, whose table stands beside them."""

from docutils import nodes
from page import PLOTLY, figure_html, join

CLAIMS = "application/vnd.largebatch.claims+json"
PNG = "image/png"


class Outputs:
    """A plug-in of the group `myst_nb.mime_renderers`; the names are MyST-NB's."""

    mime_priority_overrides = [("html", PLOTLY, 1)]

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Nodes for `data`, or None for what is not ours."""
        if inline:
            return None
        if data.mime_type == CLAIMS:
            return []
        if data.mime_type != PLOTLY:
            return None
        # The picture is another form of the same output, which only the notebook has.
        output = renderer.renderer.nb_client.notebook.cells[data.cell_index].outputs[data.output_index]
        size = data.output_metadata.get(PNG, {})
        html = figure_html(output.data, join(output.data.get("text/plain", "figure")), size.get("width"))
        return [nodes.raw(text=html, format="html", classes=["output"])]
