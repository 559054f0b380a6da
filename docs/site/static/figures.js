/** Makes the figures of a page interactive: each is drawn by Plotly over its picture when it comes near the window. Plotly is loaded only where there are figures. */
const here = document.currentScript.src;

function loadPlotly() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("plotly.min.js", here).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
}

/** Pixels. A figure that has less room than that is drawn as it is, to be scrolled. */
const LEAST_WIDTH = 600;

let plotly;

async function draw(figure) {
  const { data, layout } = JSON.parse(figure.querySelector("script").textContent);
  const picture = figure.querySelector("img");
  const plot = document.createElement("div");
  try {
    plotly ??= loadPlotly();
    const Plotly = await plotly;
    figure.append(plot);
    const room = plot.clientWidth;
    if (room >= LEAST_WIDTH && room < layout.width) layout.width = room;
    await Plotly.newPlot(plot, data, layout, { displaylogo: false, responsive: true });
    if (picture) picture.hidden = true;
  } catch (error) {
    plot.remove();
    console.error(error);
  }
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "600px" },
);

for (const figure of document.querySelectorAll(".figure:has(> script[type='application/json'])")) seen.observe(figure);
