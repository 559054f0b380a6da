/** `largebatch remedies`: the remedies against the generalization gap, each with its idea, paper, cost, settings and defaults. */
import type { Command } from "commander";
import { describeRemedies, type RemedyDescription } from "../train/remedies/describe";

export function remediesCommand(program: Command): void {
  program
    .command("remedies")
    .description("list the remedies against the generalization gap, for `train --remedy` and `sweep --remedy`")
    .option("--json", "print the list as JSON")
    .addHelpText(
      "after",
      "\nExample: npx largebatch train --network F1 --batch 500 --epochs 20 --optimizer momentum --remedy scaling:base=50 --remedy sam:rho=0.1",
    )
    .action(({ json }: { json?: boolean }) => {
      const all = describeRemedies();
      console.log(json ? JSON.stringify(all, null, 2) : all.map(described).join("\n\n"));
    });
}

function described({ name, idea, paper, cost, settings, excludes }: RemedyDescription): string {
  const width = Math.max(0, ...settings.map(({ name, default: value }) => `${name}=${value}`.length));
  return [
    `${name}: ${idea}`,
    `  ${paper}; ${cost === 1 ? "1 gradient" : `${cost} gradients`} a step${excludes.length > 0 ? `; not with ${excludes.join(", ")}` : ""}`,
    ...settings.map(({ name, default: value, about }) => `  ${`${name}=${value}`.padEnd(width)}  ${about}`),
  ].join("\n");
}

/** The flag that several commands have. */
export const REMEDY_FLAG: [string, string, (text: string, all: string[]) => string[], string[]] = [
  "--remedy <name[:key=value…]>",
  "a remedy against the generalization gap, e.g. sam:rho=0.1; can be given again (list: largebatch remedies)",
  (text, all) => [...all, text],
  [],
];
