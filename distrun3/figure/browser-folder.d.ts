/** A new folder in the temporary folder of the system, and the function that removes it; the end of the process removes it too. */
export declare function browserFolder(): {
    folder: string;
    remove(): void;
};
