/** Finds a run by the beginning of its id. */
import { UsageError, UserError } from "../../errors";
import { idsIn } from "./list";

/** Ids that an ambiguous beginning is answered with. */
const SHOWN = 10;

/**
 * @param start the first digits of an id, or all
 * @throws UsageError for what can be no id, UserError where none or several runs begin with it: which ones
 */
export async function resolveId(store: string, start: string): Promise<string> {
  if (!/^[0-9a-f]{1,20}$/.test(start)) {
    throw new UsageError(
      `${JSON.stringify(start.slice(0, 80))} is no run's id or its beginning: expected up to 20 digits of 0-9 and a-f. Known ones: npx largebatch runs`,
    );
  }
  const found = (await idsIn(store)).filter((id) => id.startsWith(start)).sort();
  if (found.length === 1) return found[0] as string;
  if (found.length === 0) throw new UserError(`There is no run ${start}… in ${store}. Known ones: npx largebatch runs`);
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : "";
  throw new UserError(`${found.length} runs begin with ${start}: ${found.slice(0, SHOWN).join(", ")}${more}. Give more digits.`);
}
