import type { Outcome } from "./protocol";
export declare function failureOf(error: unknown): Extract<Outcome, {
    error: string;
}>;
