import type { Cells } from "../cells";
import type { Content } from "../wire/message";
interface CursorRequest {
    code?: string;
    cursor_pos?: number;
}
/** Answers `complete_request`. */
export declare function complete(cells: Cells, request: CursorRequest): Content;
/** Answers `inspect_request` with the type and the documentation of what the cursor is on. */
export declare function inspect(cells: Cells, request: CursorRequest): Content;
export {};
