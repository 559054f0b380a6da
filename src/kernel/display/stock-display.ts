/** tslab's own module, for notebooks written for it: `import * as tslab from "tslab"; tslab.display.html(…)` shows what it did. */

import { publish } from "../output/publish";
import { type Bundle, wireBundle } from "./bundle";

interface Content {
  data: Bundle;
  metadata: object;
  transient: object;
}

/** The module `tslab`, connected to this kernel. It is loaded when a cell asks for it: it holds a whole compiler. */
export function requireTslab(): unknown {
  const tslab: unknown = require("tslab");
  const jupyter = require("tslab/dist/jupyter") as { lastWriteDisplayData: (content: Content, update: boolean) => void };
  jupyter.lastWriteDisplayData = ({ data, ...rest }, update) => {
    publish(update ? "update_display_data" : "display_data", { data: wireBundle(data), ...rest });
  };
  return tslab;
}
