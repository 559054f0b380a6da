/** The number that a flag was given, if it was. @throws UsageError for a text that is none in decimal */
export declare function number(flag: string, text: string | undefined): number | undefined;
