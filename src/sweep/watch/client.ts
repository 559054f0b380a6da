/** Runs in the browser: draws what the server tells. */
import type { BoardRun } from "./board";

/** Needs nothing from outside: its text is what the browser gets. */
export function followSweep(): void {
  // The project is compiled without the browser's types.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const page = globalThis as any;
  const byId = (id: string) => page.document.getElementById(id);
  const runs = new Map<string, BoardRun>();
  /** At most so many rows and curves: of a larger sweep those that run, then those that failed, then the newest. */
  const MOST_ROWS = 200;
  const MOST_CURVES = 12;
  const DASHES = ["solid", "dash", "dot", "dashdot"];
  const RANK: Record<string, number> = { running: 0, failed: 1, waiting: 2, done: 3 };

  const percent = (share: number | undefined) => (share === undefined ? "" : `${(100 * share).toFixed(1)} %`);
  const shortest = (value: number | undefined, digits = 4) => (value === undefined ? "" : value.toPrecision(digits));

  function draw(stage: string, total: number, ended: boolean): void {
    const all = [...runs.values()];
    const count = (state: string) => all.filter((run) => run.state === state).length;
    const share = all.reduce((sum, run) => sum + (run.state === "failed" ? 1 : run.share), 0) / Math.max(1, total);
    byId("all").value = share;
    byId("summary").textContent =
      `${stage === "tuning" ? "tuning learning rates: " : ""}${count("done")} of ${total} runs done, ${count("running")} running, ${count("failed")} failed${ended ? ". The sweep has ended." : ""}`;
    page.document.title = `${percent(share)} · largebatch sweep`;
    const sorted = all.sort((a, b) => (RANK[a.state] ?? 9) - (RANK[b.state] ?? 9)).slice(0, MOST_ROWS);
    byId("runs").replaceChildren(...sorted.map(row));
    curves(sorted.filter((run) => run.curve.length > 1).slice(0, MOST_CURVES));
  }

  function row(run: BoardRun) {
    const line = page.document.createElement("tr");
    const cell = (text: string, kind = "") => {
      const made = page.document.createElement("td");
      made.textContent = text;
      made.className = kind;
      line.append(made);
      return made;
    };
    const first = cell(run.name);
    if (run.error) {
      const error = page.document.createElement("div");
      error.className = "error";
      error.textContent = run.error;
      first.append(error);
    }
    cell(run.retries > 0 ? `${run.state} (started again: ${run.retries})` : run.state, run.state === "failed" ? "failed" : "");
    cell(percent(run.share), "number");
    cell(run.epoch === undefined ? "" : String(run.epoch), "number");
    cell(run.step === undefined ? "" : String(run.step), "number");
    cell(shortest(run.loss), "number");
    cell(percent(run.accuracy), "number");
    cell(run.memoryMB === undefined ? "" : `${Math.round(run.memoryMB)} MB`, "number");
    return line;
  }

  function curves(shown: BoardRun[]): void {
    const data = shown.map((run, i) => ({
      name: run.name,
      mode: "lines",
      x: run.curve.map(([step]) => step),
      y: run.curve.map(([, loss]) => loss),
      line: { dash: DASHES[Math.floor(i / 3) % DASHES.length] },
    }));
    const layout = {
      margin: { l: 60, r: 20, t: 10, b: 50 },
      xaxis: { title: { text: "step" } },
      yaxis: { title: { text: "training loss (nats)" }, type: "log" },
      showlegend: true,
      legend: { orientation: "h", y: -0.2 },
    };
    page.Plotly.react("curves", data, layout, { displayModeBar: false, responsive: true });
  }

  const stream = new page.EventSource("events");
  let last = { stage: "", total: 0 };
  stream.onmessage = (message: { data: string }) => {
    const changes = JSON.parse(message.data) as { stage: string; total: number; runs: BoardRun[] };
    for (const run of changes.runs) runs.set(run.id, run);
    last = changes;
    draw(last.stage, last.total, false);
  };
  stream.addEventListener("end", () => {
    stream.close();
    draw(last.stage, last.total, true);
  });
  stream.onerror = () => {
    if (stream.readyState === page.EventSource.CLOSED) return;
    byId("summary").textContent = "The sweep does not answer any more. If it still runs, reload this page.";
    stream.close();
  };
}
