/** What the pool and its processes say to each other over IPC. Both are of one build, so nothing is checked. */
import type { Attempt } from "../execute";
import type { ProgressEvent } from "../execute/pulse";
import type { Planned } from "../executor";
/** What a run is executed with. */
export interface RunSettings {
    /** Folder of the store. */
    store: string;
    measure: string[];
    checkpointEvery: number;
}
export type ToWorker = {
    kind: "run";
    planned: Planned;
    settings: RunSettings;
}
/** Save the run at hand and leave it. */
 | {
    kind: "stop";
}
/** There is no more work. */
 | {
    kind: "end";
};
/** What became of a run in a worker. */
export type Outcome = Attempt
/** It cannot be done, and another attempt would end the same way. */
 | {
    kind: "failed";
    error: string;
}
/** Nothing can be kept any more: a full disk, a folder that cannot be written to. */
 | {
    kind: "unwritable";
    error: string;
}
/** Something that no user is to blame for. */
 | {
    kind: "crashed";
    error: string;
};
export type FromWorker = 
/** The process is up. */
{
    kind: "ready";
}
/** The run is in its hands. */
 | {
    kind: "started";
    from?: {
        step: number;
        epoch: number;
    };
} | {
    kind: "progress";
    event: ProgressEvent;
}
/** It is at work. @see quietSeconds */
 | {
    kind: "sign";
    quiet: number;
} | {
    kind: "ended";
    outcome: Outcome;
    memoryMB: number;
};
