/** `history_request`: the cells of this session, kept in memory. */
import type { Content } from "./wire/message";
interface HistoryRequest {
    hist_access_type?: "range" | "tail" | "search";
    /** Whether to give values too. */
    output?: boolean;
    session?: number;
    start?: number;
    stop?: number | null;
    n?: number | null;
    /** With `*` and `?`. */
    pattern?: string;
    unique?: boolean;
}
/** The cells that ran. */
export declare class History {
    private readonly entries;
    /** Adds a cell and the text of its value. */
    add(number: number, code: string, shown: string | undefined): void;
    /** Answers `history_request`. */
    answer(request: HistoryRequest): Content;
    private select;
}
export {};
