/** Puts back `util.isNullOrUndefined`, which tfjs-node 4.22 calls and Node 23 removed. Importing this file has the effect; import it before TensorFlow. */
import util from "node:util";

const legacy = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean };
legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
