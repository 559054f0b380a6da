/** @param config settings as a file has them. @returns undefined where they are no run's */
export declare function redoCommand(config: unknown): string | undefined;
