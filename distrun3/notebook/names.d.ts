/** The names of all notebooks in `folder`, in order. */
export declare function listNotebooks(folder: string): string[];
/**
 * The paths of the notebooks in `folder` that `names` mean, in the order of the names; all of them if there are no names.
 * A name may be a path if it leads into `folder`.
 * @throws UsageError for a name that is not there, with a list of those that are, and for a path elsewhere; UserError if the folder has no notebooks.
 */
export declare function findNotebooks(names: string[], folder: string): string[];
