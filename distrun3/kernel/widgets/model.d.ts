type State = Record<string, unknown>;
/** Which class draws a model. Both modules come with JupyterLab's `jupyterlab_widgets`. */
export interface WidgetClass {
    module: "@jupyter-widgets/controls" | "@jupyter-widgets/base";
    /** Such as `Button`: the model is `ButtonModel`. */
    name: string;
    /** The view. Default: `ButtonView` for `Button`. */
    view?: string;
}
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
/** Opens a model in the front end. */
export declare function openWidget({ module, name, view }: WidgetClass, initial: State): Widget;
/** The part of a bundle by which a client that knows widgets draws a model. */
export declare const viewOf: ({ id }: Widget) => {
    "application/vnd.jupyter.widget-view+json": {
        version_major: number;
        version_minor: number;
        model_id: string;
    };
};
export {};
