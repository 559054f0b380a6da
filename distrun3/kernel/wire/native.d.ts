import type { StreamName } from "../output/streams";
/** The pipes of standard output and error. */
export declare class NativePipes {
    private readonly take;
    private readonly buffer;
    private readonly pipes;
    /**
     * @param fds Descriptors that never block.
     * @param take Told what was written, soon after.
     */
    constructor(fds: Record<StreamName, number>, take: (name: StreamName, text: string) => void);
    /** Takes all that was written by now. */
    drain(): void;
    private give;
    private read;
}
