import { beforeEach, expect, it, vi } from "vitest";
import { parseRun } from "../../../src/config";
import { openComm, registerTarget } from "../../../src/kernel/comms";
import { display } from "../../../src/kernel/display/display";
import { watchTraining } from "../../../src/kernel/widgets/training";
import type { TrainResult } from "../../../src/train/loop";

vi.mock("../../../src/kernel/display/display", () => ({ display: vi.fn() }));
vi.mock("../../../src/kernel/comms", () => ({ openComm: vi.fn(), registerTarget: vi.fn() }));

type State = Record<string, unknown>;
interface Opened {
  id: string;
  state: State;
  closed: boolean;
  sent: State[];
  tell(data: State): void;
}

/** A front end that keeps what it is told. */
let models: Opened[];
const update = vi.fn();

beforeEach(() => {
  models = [];
  update.mockReset();
  vi.mocked(display).mockReset().mockReturnValue({ id: "", update });
  vi.mocked(openComm).mockImplementation((target, data) => {
    let handle: (data: State, buffers: Uint8Array[], metadata: State) => void = () => {};
    const model: Opened = {
      id: `model-${models.length}`,
      state: { ...(data as { state: State }).state },
      closed: false,
      sent: [],
      tell: (told) => handle(told, [], {}),
    };
    models.push(model);
    return {
      id: model.id,
      target,
      send(message) {
        model.sent.push(message as State);
        Object.assign(model.state, (message as { state?: State }).state);
      },
      onMessage(handler) {
        handle = handler;
      },
      onClose() {},
      close() {
        model.closed = true;
      },
    };
  });
});

const model = (name: string, description?: string): Opened => {
  const found = models.find(({ state }) => state._model_name === name && (description === undefined || state.description === description));
  if (!found) throw new Error(`No ${name} ${description ?? ""}`);
  return found;
};
const click = (button: Opened) => button.tell({ method: "custom", content: { event: "click" } });
const html = () =>
  models
    .filter(({ state }) => state._model_name === "HTMLModel")
    .map(({ state }) => String(state.value))
    .join("\n");

const run = parseRun({ network: "F1", until: "epochs", epochs: 10 });
const stepAt = (step: number) => ({ epoch: 1, step, stepsAnEpoch: 100, loss: 0.5 });
const result = { ending: "interrupted", steps: 20, epochs: 1, seconds: 1, test: { loss: 1, accuracy: 0.5 } } as TrainResult;

it("shows the view of a model whose parts are all there, with HTML and text beside", () => {
  watchTraining(run);
  const bundle = vi.mocked(display).mock.calls[0]?.[0] as Record<string, { model_id: string }>;
  expect(Object.keys(bundle)).toEqual(["application/vnd.jupyter.widget-view+json", "text/html", "text/plain"]);
  const box = models.find(({ id }) => id === bundle["application/vnd.jupyter.widget-view+json"]?.model_id);
  expect(box?.state).toMatchObject({ _model_name: "VBoxModel", _view_name: "VBoxView", _model_module: "@jupyter-widgets/controls" });
  const references = JSON.stringify(models.map(({ state }) => state)).match(/IPY_MODEL_[\w-]+/g) ?? [];
  const ids = models.map(({ id }) => `IPY_MODEL_${id}`);
  expect(references.filter((reference) => !ids.includes(reference))).toEqual([]);
  expect(new Set(references).size).toBe(models.length - 1);
  for (const [, data, metadata] of vi.mocked(openComm).mock.calls) {
    expect(metadata).toEqual({ version: "2.1.0" });
    expect(data).toMatchObject({ buffer_paths: [] });
  }
});

it("holds the training from a click on Pause to one on Resume", async () => {
  const { hooks } = watchTraining(run);
  hooks.onStart(undefined, "test");
  expect(hooks.between()).toBeUndefined();
  const button = model("ButtonModel", "Pause");
  click(button);
  expect(button.state.description).toBe("Resume");
  expect(html()).toContain("paused");
  let wentOn = false;
  const held = hooks.between()?.then(() => {
    wentOn = true;
  });
  await new Promise(setImmediate);
  expect(wentOn).toBe(false);
  click(button);
  await held;
  expect(wentOn).toBe(true);
  expect(button.state.description).toBe("Pause");
  expect(hooks.between()).toBeUndefined();
});

it.each([["running"], ["paused"]])("stops a %s training, and then takes no more clicks", async (phase) => {
  const { hooks } = watchTraining(run);
  hooks.onStart(undefined, "test");
  const [pause, stop] = [model("ButtonModel", "Pause"), model("ButtonModel", "Stop")];
  if (phase === "paused") click(pause);
  const held = hooks.between();
  click(stop);
  await held;
  expect(hooks.signal.aborted).toBe(true);
  expect([pause.state.disabled, stop.state.disabled]).toEqual([true, true]);
  click(pause);
  expect(hooks.between()).toBeUndefined();
  expect(html()).toContain("stopping");
});

it("is stopped by an interrupt, too, also while it is paused", async () => {
  const interrupt = new AbortController();
  const { hooks, pause } = watchTraining(run, { signal: interrupt.signal });
  pause();
  const held = hooks.between();
  interrupt.abort();
  await held;
  expect(hooks.signal.aborted).toBe(true);
});

it("draws steps, but not each of them, and the last one in any case", () => {
  const { hooks } = watchTraining(run);
  hooks.onStart(undefined, "test");
  const bar = model("FloatProgressModel");
  for (let step = 1; step <= 500; step++) hooks.onStep(stepAt(step));
  expect(bar.sent.length).toBeLessThan(50);
  hooks.onEnd({ result: { ...result, ending: "epochs", steps: 1000 } });
  expect(update.mock.calls[0]?.[0]).toMatchObject({ "text/plain": expect.stringContaining("step 1,000 of 1,000") });
});

it("leaves its last state as text and HTML, and no model behind", () => {
  const { hooks } = watchTraining(run);
  hooks.onStart(undefined, "test");
  hooks.onStep(stepAt(10));
  hooks.onEnd({ result });
  expect(Object.keys(update.mock.calls[0]?.[0] as object)).toEqual(["text/html", "text/plain"]);
  expect(models.every(({ closed }) => closed)).toBe(true);
  const sent = models.flatMap((each) => each.sent).length;
  hooks.onStep(stepAt(11));
  expect(models.flatMap((each) => each.sent)).toHaveLength(sent);
});

it("says what a training failed with", () => {
  const { hooks } = watchTraining(run);
  hooks.onEnd({ error: new Error("diverged") });
  expect(update.mock.calls[0]?.[0]).toMatchObject({ "text/plain": expect.stringContaining("failed: diverged") });
});

it("tells its state to a front end that comes later", () => {
  watchTraining(run);
  const bar = model("FloatProgressModel");
  bar.tell({ method: "request_state" });
  expect(bar.sent.at(-1)).toMatchObject({ method: "update", state: { max: 1 } });
  // The control channel is registered once in a process, with the first model.
  const calls = vi.mocked(registerTarget).mock.calls.filter(([target]) => target === "jupyter.widget.control");
  expect(calls.length).toBeLessThanOrEqual(1);
});
