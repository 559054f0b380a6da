/** Models of Jupyter's widget protocol, version 2.1: state that lives here and is drawn by the front end, over one comm each. */
import { type Comm, openComm, registerTarget } from "../comms";

const TARGET = "jupyter.widget";
const CONTROL = "jupyter.widget.control";
const PROTOCOL = { version: "2.1.0" };

type State = Record<string, unknown>;

/** Which class draws a model. Both modules come with JupyterLab's `jupyterlab_widgets`. */
export interface WidgetClass {
  module: "@jupyter-widgets/controls" | "@jupyter-widgets/base";
  /** Such as `Button`: the model is `ButtonModel`. */
  name: string;
  /** The view. Default: `ButtonView` for `Button`. */
  view?: string;
}

const VERSION = "2.0.0";

/** One model. */
export interface Widget {
  readonly id: string;
  /** What another model's state says to mean this one. */
  readonly reference: string;
  /** Changes some of the state, here and in the front end. Of a closed model it does nothing. */
  set(state: State): void;
  /** What to do with the front end's own messages, such as a click. */
  onCustom(handler: (content: State) => void): void;
  /** Takes it out of every front end. */
  close(): void;
}

interface Living {
  state: State;
  module: string;
  name: string;
}

// Code that the kernel loads a second time (a live module) must find the same models.
const place = globalThis as unknown as Record<symbol, Map<string, Living> | undefined>;
const key = Symbol.for("largebatch.kernel.widgets");

/** The models that live, by id. With the first of them the kernel answers front ends that come later, such as a page loaded again. */
function living(): Map<string, Living> {
  const found = place[key];
  if (found) return found;
  const models = new Map<string, Living>();
  place[key] = models;
  registerTarget(CONTROL, (comm) => {
    comm.onMessage((data) => {
      if (data.method === "request_states") comm.send({ method: "update_states", states: statesOf(models), buffer_paths: [] });
    });
  });
  return models;
}

const statesOf = (models: Map<string, Living>): State =>
  Object.fromEntries(
    [...models].map(([id, { state, module, name }]) => [
      id,
      { model_name: name, model_module: module, model_module_version: VERSION, state },
    ]),
  );

/** Opens a model in the front end. */
export function openWidget({ module, name, view = `${name}View` }: WidgetClass, initial: State): Widget {
  const models = living();
  const own = { _model_module: module, _model_module_version: VERSION, _model_name: `${name}Model` };
  const drawn = { _view_module: module, _view_module_version: VERSION, _view_name: view };
  const state: State = { ...own, ...drawn, ...initial };
  const comm: Comm = openComm(TARGET, { state, buffer_paths: [] }, PROTOCOL);
  models.set(comm.id, { state, module, name: `${name}Model` });
  let onCustom: (content: State) => void = () => {};
  comm.onMessage((data) => {
    if (data.method === "custom") onCustom(data.content as State);
    else if (data.method === "request_state") comm.send({ method: "update", state, buffer_paths: [] });
    else if (data.method === "update") {
      Object.assign(state, data.state);
      comm.send({ method: "echo_update", state: data.state, buffer_paths: [] });
    }
  });
  comm.onClose(() => models.delete(comm.id));
  return {
    id: comm.id,
    reference: `IPY_MODEL_${comm.id}`,
    set(changed) {
      if (!models.has(comm.id)) return;
      Object.assign(state, changed);
      comm.send({ method: "update", state: changed, buffer_paths: [] });
    },
    onCustom(handler) {
      onCustom = handler;
    },
    close() {
      models.delete(comm.id);
      comm.close();
    },
  };
}

/** The part of a bundle by which a client that knows widgets draws a model. */
export const viewOf = ({ id }: Widget) => ({
  "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 1, model_id: id },
});
