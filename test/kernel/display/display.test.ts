/** What cells show, as a client of the kernel gets it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CellResult, notebookFolder, type Output, outputsOf, printed, runNotebook, runSteps, type Step } from "../client";

const { folder, remove } = notebookFolder();
afterAll(remove);

const LOOK = 'Symbol.for("Jupyter.display")';

const steps = {
  imports: {
    code: 'import { $display, clearOutput, display, table, tf, useBackend } from "largebatch";\nimport * as dfd from "danfojs-node";\nawait useBackend();',
  },
  method: { code: '({ [$display]: async () => ({ "text/html": "<b>0.5</b>", "text/plain": "0.5" }) })' },
  failing: { code: `({ rate: 0.5, [${LOOK}]() { throw new RangeError("in display"); } })` },
  rejecting: { code: `display({ rate: 0.5, async [${LOOK}]() { throw new RangeError("in display"); } });` },
  tensor: { code: "const live = tf.memory().numTensors;\nconst weights = tf.tensor2d([[1, 2], [3, 4.5]]);\nweights" },
  leak: { code: "tf.memory().numTensors - live" },
  large: { code: "const large = tf.ones([3000, 2000]);\nlarge" },
  largeLeak: { code: "large.dispose();\ntf.memory().numTensors - live" },
  disposed: { code: "weights.dispose();\nweights" },
  frame: { code: 'new dfd.DataFrame({ batch: [32, 6000], net: ["F1", "C1"] })' },
  series: { code: "new dfd.Series([0.5, 0.25])" },
  figure: { code: '({ data: [{ type: "bar", y: [1, 2] }], layout: { title: { text: "Losses" } } })' },
  shown: { code: 'display({ data: [{ y: [1, 2] }], layout: {} });\ndisplay("after it");' },
  error: { code: 'function fail() {\n  return new RangeError("too large");\n}\nfail()' },
  image: { code: 'display({ "image/png": new Uint8Array([137, 80, 78, 71]) });' },
  handle: { code: "const handle = display({ loss: 2 });\nhandle.update({ loss: 1 });\nhandle" },
  elsewhere: { code: "handle.update({ loss: 0 });" },
  named: { code: 'display("a", { id: "loss" });\ndisplay("b", { id: "loss" });' },
  clear: { code: 'display("old");\nclearOutput(true);\ndisplay("new");' },
  stock: {
    code: 'import * as tslab from "tslab";\ntslab.display.html("<b>1</b>");\nconst own = tslab.newDisplay();\nown.text("a");\nown.text("b");',
  },
  huge: { code: "new Float64Array(12_500_000)" },
  print: { code: 'display({ "text/html": "x".repeat(40 * 1024 * 1024) });' },
} satisfies Record<string, Step>;

let ran: Record<keyof typeof steps, CellResult>;
beforeAll(async () => {
  const { results } = await runSteps(folder, Object.values<Step>(steps));
  ran = Object.fromEntries(Object.keys(steps).map((name, i) => [name, results[i]])) as typeof ran;
});

const data = (output: Output | undefined) => (output?.data ?? {}) as Record<string, unknown>;
const result = (name: keyof typeof steps) => data(outputsOf(ran[name], "execute_result")[0]);

describe("the last value of a cell", () => {
  it("is shown by its display method", () => {
    expect(result("method")).toEqual({ "text/html": "<b>0.5</b>", "text/plain": "0.5" });
  });

  it("is shown as text where that method fails, and the failure is told in terms of the cell", () => {
    expect(ran.failing.reply.status).toBe("ok");
    expect(String(result("failing")["text/plain"])).toContain("rate: 0.5");
    expect(printed(ran.failing)).toMatch(/RangeError: in display\n.*cell \d+, line 1/);
    expect(printed(ran.rejecting)).toContain("RangeError: in display");
  });

  it("is a tensor with dtype, shape and values, and none is left in memory", () => {
    expect(result("tensor")["text/plain"]).toBe("Tensor float32 [2, 2]\n[[1.0, 2.0],\n [3.0, 4.5]]");
    expect(result("tensor")["text/html"]).toContain("<pre");
    expect(result("leak")["text/plain"]).toBe("1");
    expect(String(result("large")["text/plain"])).toContain("[[1, 1, 1, …, 1, 1, 1],");
    expect(result("largeLeak")["text/plain"]).toBe("1");
    expect(result("disposed")["text/plain"]).toBe("Tensor float32 [2, 2], disposed: its values are gone");
  });

  it("is a data frame as a table", () => {
    expect(result("frame")["text/plain"]).toBe("   batch  net\n0     32  F1\n1   6000  C1\n2 rows × 2 columns");
    expect(result("frame")["text/html"]).toContain("<table>");
    expect(result("series")["text/plain"]).toContain("Series of 2 values, float32");
  });

  it("is a figure: interactive, a picture and words", () => {
    const [output] = outputsOf(ran.figure, "execute_result");
    expect(Object.keys(data(output)).sort()).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
    expect(data(output)["text/plain"]).toBe("Figure: Losses (bar)");
    expect(output?.metadata).toEqual({ "image/png": { width: 760, height: 460 } });
  });

  it("is an error in terms of cells, which does not fail the cell", () => {
    expect(ran.error.reply.status).toBe("ok");
    expect(String(result("error")["text/plain"])).toMatch(/^RangeError: too large\n +at fail \(cell \d+, line 2\)/);
  });

  it("is bounded where it is large", () => {
    expect(String(result("huge")["text/plain"]).length).toBeLessThan(5000);
    const [left] = outputsOf(ran.print, "display_data");
    expect(data(left)).toEqual({ "text/plain": "(text/html is left out: 40 MB are more than the 32 MB that a notebook bears.)" });
  });
});

describe("display", () => {
  it("keeps the place of what takes longer, and has sent all of it when the cell ends", () => {
    const [, first, second, picture] = ran.shown.outputs;
    expect(Object.keys(data(first))).toEqual(["application/vnd.plotly.v1+json", "text/plain"]);
    expect(data(second)).toEqual({ "text/plain": "'after it'" });
    expect(picture?.type).toBe("update_display_data");
    expect(picture?.transient).toEqual(first?.transient);
    expect(data(picture)).toHaveProperty("image/png");
  });

  it("makes base64 of bytes", () => {
    expect(data(outputsOf(ran.image, "display_data")[0])).toEqual({ "image/png": "iVBORw==" });
  });

  it("gives a handle that changes the output, from later cells, too", () => {
    const [, first, update] = ran.handle.outputs;
    expect(data(update)).toEqual({ "text/plain": "{ loss: 1 }" });
    expect(update?.transient).toEqual(first?.transient);
    expect(outputsOf(ran.handle, "execute_result")).toEqual([]);
    expect(ran.elsewhere.outputs[1]).toMatchObject({ type: "update_display_data", transient: first?.transient as object });
  });

  it("takes a name for outputs that change together", () => {
    const transients = outputsOf(ran.named, "display_data").map(({ transient }) => transient);
    expect(transients).toEqual([{ display_id: "loss" }, { display_id: "loss" }]);
  });

  it("can be cleared", () => {
    expect(ran.clear.outputs.map(({ type, wait }) => [type, wait]).slice(1)).toEqual([
      ["display_data", undefined],
      ["clear_output", true],
      ["display_data", undefined],
    ]);
  });
});

it("tslab's own display shows what it did", () => {
  expect(ran.stock.outputs.slice(1).map((output) => [output.type, data(output)])).toEqual([
    ["display_data", { "text/html": "<b>1</b>" }],
    ["display_data", { "text/plain": "a" }],
    ["update_display_data", { "text/plain": "b" }],
  ]);
});

it("a training's widget is text and HTML in a saved notebook", async () => {
  const { outputs, failure } = await runNotebook(
    folder,
    [
      'import { loadData, parseRun, train, watchTraining } from "largebatch";',
      `const run = parseRun({ network: "mlp", data: "glyphs", trainSize: 200, batch: 20, until: "epochs", epochs: 2 });
const data = await loadData(run.data, { trainSize: 200 });
const watch = watchTraining(run);
const result = await train(run, data, { ...watch.hooks });`,
    ],
    false,
  );
  expect(failure).toBeNull();
  expect(outputs[1]).toHaveLength(1);
  const saved = data(outputs[1]?.[0]);
  expect(Object.keys(saved).sort()).toEqual(["text/html", "text/plain"]);
  expect(String(saved["text/plain"])).toMatch(/done: the number of epochs was reached\nepoch 2 of 2 · step 20 of 20 · .*test \d/);
  expect(String(saved["text/html"])).toContain("<progress");
});
