/** Finds notebooks by what people call them: `04-flat-and-sharp`, `04`, with or without `.ipynb`. */
import { readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { UsageError, UserError } from "../errors";

/** The names of all notebooks in `folder`, in order. */
export function listNotebooks(folder: string): string[] {
  const files = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith(".ipynb") && !file.startsWith("."))
    .map((file) => file.slice(0, -".ipynb".length))
    .sort();
}

/** Whether `name`, as a path from here, lies in `folder`. */
function liesIn(name: string, folder: string): boolean {
  try {
    return realpathSync(path.dirname(name)) === realpathSync(folder);
  } catch {
    return false;
  }
}

/**
 * The paths of the notebooks in `folder` that `names` mean, in the order of the names; all of them if there are no names.
 * A name may be a path if it leads into `folder`.
 * @throws UsageError for a name that is not there, with a list of those that are, and for a path elsewhere; UserError if the folder has no notebooks.
 */
export function findNotebooks(names: string[], folder: string): string[] {
  const known = listNotebooks(folder);
  if (known.length === 0) throw new UserError(`Expected notebooks (*.ipynb) in ${folder}; there are none.`);
  const find = (name: string): string => {
    if (path.basename(name) !== name && !liesIn(name, folder)) {
      throw new UsageError(`"${name}" is not in ${folder}. Use --folder ${path.dirname(name)} to run the notebooks of another folder.`);
    }
    const wanted = path.basename(name).replace(/\.ipynb$/, "");
    const found = known.find((each) => each === wanted) ?? known.find((each) => each.startsWith(`${wanted}-`));
    if (!found) throw new UsageError(`There is no notebook "${name}". Choose from:\n${known.map((each) => `  ${each}`).join("\n")}`);
    return found;
  };
  const wanted = names.length > 0 ? names.map(find) : known;
  return [...new Set(wanted)].map((name) => path.join(folder, `${name}.ipynb`));
}
