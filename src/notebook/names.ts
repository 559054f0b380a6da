/** Finds notebooks by what people call them: `04-flat-and-sharp`, `04`, with or without `.ipynb`. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { UsageError, UserError } from "../errors";

/** The names of all notebooks in `folder`, in order. */
export function listNotebooks(folder: string): string[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith(".ipynb") && !file.startsWith("."))
    .map((file) => file.slice(0, -".ipynb".length))
    .sort();
}

/**
 * The paths of the notebooks in `folder` that `names` mean, in the order of the names; all of them if there are no names.
 * @throws UsageError for a name that is not there, with a list of those that are; UserError if the folder has no notebooks.
 */
export function findNotebooks(names: string[], folder: string): string[] {
  const known = listNotebooks(folder);
  if (known.length === 0) throw new UserError(`Expected notebooks (*.ipynb) in ${folder}; there are none.`);
  const find = (name: string): string => {
    const wanted = path.basename(name).replace(/\.ipynb$/, "");
    const found = known.find((each) => each === wanted) ?? known.find((each) => each.startsWith(`${wanted}-`));
    if (!found) throw new UsageError(`There is no notebook "${name}". Choose from:\n${known.map((each) => `  ${each}`).join("\n")}`);
    return found;
  };
  const wanted = names.length > 0 ? names.map(find) : known;
  return [...new Set(wanted)].map((name) => path.join(folder, `${name}.ipynb`));
}
