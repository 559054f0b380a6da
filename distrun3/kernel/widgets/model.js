"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.viewOf = void 0;
exports.openWidget = openWidget;
/** Models of Jupyter's widget protocol, version 2.1: state that lives here and is drawn by the front end, over one comm each. */
const comms_1 = require("../comms");
const TARGET = "jupyter.widget";
const CONTROL = "jupyter.widget.control";
const PROTOCOL = { version: "2.1.0" };
const VERSION = "2.0.0";
// Code that the kernel loads a second time (a live module) must find the same models.
const place = globalThis;
const key = Symbol.for("largebatch.kernel.widgets");
/** The models that live, by id. With the first of them the kernel answers front ends that come later, such as a page loaded again. */
function living() {
    const found = place[key];
    if (found)
        return found;
    const models = new Map();
    place[key] = models;
    (0, comms_1.registerTarget)(CONTROL, (comm) => {
        comm.onMessage((data) => {
            if (data.method === "request_states")
                comm.send({ method: "update_states", states: statesOf(models), buffer_paths: [] });
        });
    });
    return models;
}
const statesOf = (models) => Object.fromEntries([...models].map(([id, { state, module, name }]) => [
    id,
    { model_name: name, model_module: module, model_module_version: VERSION, state },
]));
/** Opens a model in the front end. */
function openWidget({ module, name, view = `${name}View` }, initial) {
    const models = living();
    const own = { _model_module: module, _model_module_version: VERSION, _model_name: `${name}Model` };
    const drawn = { _view_module: module, _view_module_version: VERSION, _view_name: view };
    const state = { ...own, ...drawn, ...initial };
    const comm = (0, comms_1.openComm)(TARGET, { state, buffer_paths: [] }, PROTOCOL);
    models.set(comm.id, { state, module, name: `${name}Model` });
    let onCustom = () => { };
    comm.onMessage((data) => {
        if (data.method === "custom")
            onCustom(data.content);
        else if (data.method === "request_state")
            comm.send({ method: "update", state, buffer_paths: [] });
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
            if (!models.has(comm.id))
                return;
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
const viewOf = ({ id }) => ({
    "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 1, model_id: id },
});
exports.viewOf = viewOf;
//# sourceMappingURL=model.js.map