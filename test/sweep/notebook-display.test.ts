import { beforeEach, expect, it, vi } from "vitest";
import { openComm } from "../../src/kernel/comms";
import { display, inKernel } from "../../src/kernel/display/display";
import type { Planned, SweepEvent } from "../../src/sweep/executor";
import { watchSweep } from "../../src/sweep/notebook-display";
import { showSweep } from "../../src/sweep/progress";
import type { RunRow } from "../../src/sweep/store/row";
import { planned } from "./small-runs";

vi.mock("../../src/kernel/display/display", () => ({ display: vi.fn(), inKernel: vi.fn() }));
vi.mock("../../src/kernel/comms", () => ({ openComm: vi.fn(), registerTarget: vi.fn() }));
vi.mock("../../src/sweep/progress", () => ({ showSweep: vi.fn() }));

type State = Record<string, unknown>;
interface Opened {
  state: State;
  closed: boolean;
  tell(data: State): void;
}

/** A front end that keeps what it is told. */
let models: Opened[];
const update = vi.fn();

beforeEach(() => {
  models = [];
  update.mockReset();
  vi.mocked(inKernel).mockReturnValue(true);
  vi.mocked(display).mockReset().mockReturnValue({ id: "", update });
  vi.mocked(openComm).mockImplementation((target, data) => {
    let handle: (data: State, buffers: Uint8Array[], metadata: State) => void = () => {};
    const model: Opened = {
      state: { ...(data as { state: State }).state },
      closed: false,
      tell: (told) => handle(told, [], {}),
    };
    models.push(model);
    return {
      id: `model-${models.length}`,
      target,
      send: (message) => void Object.assign(model.state, (message as { state?: State }).state),
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

const model = (name: string): Opened => models.find(({ state }) => state._model_name === name) as Opened;

const runs = [1, 2].map((seed) => planned({ seed }));
const [a, b] = runs as [Planned, Planned];
const started = ({ id }: Planned): SweepEvent => ({ kind: "started", id, worker: "process 1", attempt: 1 });

it("shows a bar, what is at work and what failed, and leaves the end as HTML and text", () => {
  const watch = watchSweep(runs, () => undefined);
  const bundle = vi.mocked(display).mock.calls[0]?.[0] as State;
  expect(Object.keys(bundle)).toEqual(["application/vnd.jupyter.widget-view+json", "text/html", "text/plain"]);
  watch.onEvent(started(a));
  watch.onEvent({ kind: "done", id: a.id, row: {} as RunRow });
  watch.onEvent(started(b));
  watch.onEvent({ kind: "failed", id: b.id, attempts: 1, error: "<diverged>" });
  expect(model("FloatProgressModel").state).toMatchObject({ value: 1, bar_style: "warning" });
  expect(model("HTMLModel").state.value).toContain("1 of 2 runs, 1 failed");
  expect(model("HTMLModel").state.value).toContain("mlp on glyphs, batch 50, seed 2 failed: &lt;diverged&gt;");
  watch.end();
  const last = update.mock.calls[0]?.[0] as Record<string, string>;
  expect(Object.keys(last)).toEqual(["text/html", "text/plain"]);
  expect(last["text/plain"]).toMatch(/^1 run done, 1 failed in 0:00\nmlp on glyphs, batch 50, seed 2 failed: <diverged>$/);
  expect(models.filter(({ closed }) => !closed)).toEqual([]);
});

it("stops the sweep at a click, once", () => {
  const onStop = vi.fn();
  watchSweep(runs, onStop);
  const button = model("ButtonModel");
  button.tell({ method: "custom", content: { event: "click" } });
  expect(onStop).toHaveBeenCalledTimes(1);
  expect(button.state).toMatchObject({ disabled: true, description: "Stopping" });
});

it("shows lines or bars where there is no notebook", () => {
  vi.mocked(inKernel).mockReturnValue(false);
  watchSweep(runs, () => undefined);
  expect(showSweep).toHaveBeenCalledWith(runs, { stored: [] });
  expect(display).not.toHaveBeenCalled();
});
