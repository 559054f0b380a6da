/** Notices when the Jupyter that started the kernel died without a goodbye. */
/** Calls `then` once when Jupyter is gone. On Windows Jupyter gives no process id that would say so. */
export declare function whenJupyterEnds(then: () => void): void;
