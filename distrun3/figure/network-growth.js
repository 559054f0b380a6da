"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.networkGrowthPlot = networkGrowthPlot;
const theme_1 = require("./theme");
const PANELS = [
    { title: "layers", own: ({ depth }) => depth, theirs: (row) => row.published.layers, domain: [0.72, 1] },
    {
        title: "parameters<br>(millions)",
        own: ({ parameters }) => parameters / 1e6,
        theirs: (row) => inUnits(row.published.parameters, 1e6),
        domain: [0.36, 0.64],
    },
    {
        title: "multiply-adds<br>an image (billions)",
        own: ({ multiplyAdds }) => multiplyAdds / 1e9,
        theirs: (row) => inUnits(row.published["multiply-adds"], 1e9),
        domain: [0, 0.28],
    },
];
/** Where bar and diamond stand beside a network's place, and how wide the bar is. */
const BAR = -0.1;
const DIAMOND = 0.32;
const WIDTH = 0.55;
const inUnits = (value, unit) => (value === undefined ? undefined : value / unit);
/** Three significant digits at most, integers in full. */
const short = (value) => (Number.isInteger(value) ? value : Number(value.toPrecision(3))).toLocaleString("en-US");
function networkGrowthPlot(rows) {
    const traces = PANELS.flatMap(({ own, theirs }, panel) => {
        const common = { yaxis: panel === 0 ? "y" : `y${panel + 1}`, hovertemplate: "%{y:,.4~g}", showlegend: panel === 0 };
        const values = rows.map(own);
        return [
            {
                ...common,
                type: "bar",
                name: "counted here",
                x: rows.map((_, i) => i + BAR),
                y: values,
                text: values.map(short),
                textposition: "outside",
                cliponaxis: false,
                width: WIDTH,
                marker: { color: theme_1.COLOURS.small },
            },
            {
                ...common,
                type: "scatter",
                mode: "markers",
                name: "published",
                x: rows.map((_, i) => i + DIAMOND),
                y: rows.map((row) => theirs(row) ?? null),
                cliponaxis: false,
                marker: { symbol: "diamond-open", size: 11, color: "#111111", line: { width: 2 } },
            },
        ];
    });
    const axes = PANELS.map(({ title, own, domain }, panel) => [
        panel === 0 ? "yaxis" : `yaxis${panel + 1}`,
        (0, theme_1.axis)(title, { domain, range: [0, 1.3 * Math.max(...rows.map(own))], nticks: 5 }),
    ]);
    return {
        data: traces,
        layout: (0, theme_1.layout)("Networks of the ImageNet years, built and counted", {
            xaxis: (0, theme_1.axis)("network, year of its paper", {
                anchor: "y3",
                showgrid: false,
                range: [-0.6, rows.length - 0.4],
                tickvals: rows.map((_, i) => i),
                ticktext: rows.map(({ name, year }) => `${name}<br>${year}`),
            }),
            ...Object.fromEntries(axes),
            legend: { orientation: "h", x: 1, xanchor: "right", y: 1.09 },
            margin: { l: 90, r: 30, t: 80, b: 80 },
            height: 640,
            hovermode: "closest",
        }),
    };
}
//# sourceMappingURL=network-growth.js.map