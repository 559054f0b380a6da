import { type Budget } from "./budget";
import { type Sweep } from "./grid";
import { type RateRule } from "./rates";
/** What is wrong with the settings of a sweep or a recipe: unknown ones, impossible values, and those that other fields decide. */
export declare function settingsFaults(field: string, settings: Record<string, unknown>, { budget, rate }: {
    budget: Budget;
    rate: RateRule;
}): string[];
/** Combinations that no run can have. Places in lists are those of the input. */
export declare function faultsOf(sweep: Sweep): string[];
