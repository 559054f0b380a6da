export declare const PROJECT_ROOT: string;
/** A path inside the project. */
export declare const inProject: (...parts: string[]) => string;
/** The project's version, from package.json. */
export declare const projectVersion: () => string;
/** The version in a package.json, or undefined where there is none. */
export declare function packageVersion(file: string): string | undefined;
