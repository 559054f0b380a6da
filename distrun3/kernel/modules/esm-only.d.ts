/** The file that `import name` would load, for a file of the folder `from`; undefined if there is none. */
export declare function importedFile(name: string, from: string): string | undefined;
