/** The backend room: which engine computes, and how its tensors are counted. */
export { tensorCount, withoutLeaks } from "./accounting";
export { BACKEND_NAMES, type Backend, type BackendName, type BackendWish, backendName, useBackend } from "./choose";
export { tf } from "./tf";
