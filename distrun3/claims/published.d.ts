import { z } from "zod";
/** How far a figure can be trusted; data/published/README.md says what each means. */
export declare const MARKS: readonly ["verified", "second-hand", "computed", "recalled"];
export type Mark = (typeof MARKS)[number];
/** The tables. A new one is a file in data/published and an entry here; `key` names the columns that no two rows may share. */
declare const TABLES: {
    networks: {
        key: string[];
        row: z.ZodObject<{
            source: z.ZodString;
            mark: z.ZodEnum<{
                computed: "computed";
                recalled: "recalled";
                "second-hand": "second-hand";
                verified: "verified";
            }>;
            network: z.ZodString;
            year: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            quantity: z.ZodEnum<{
                layers: "layers";
                "multiply-adds": "multiply-adds";
                parameters: "parameters";
                "top-5 error": "top-5 error";
            }>;
            value: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            unit: z.ZodEnum<{
                billions: "billions";
                layers: "layers";
                millions: "millions";
                percent: "percent";
            }>;
        }, z.core.$strict>;
    };
    imagenet: {
        key: string[];
        row: z.ZodObject<{
            source: z.ZodString;
            mark: z.ZodEnum<{
                computed: "computed";
                recalled: "recalled";
                "second-hand": "second-hand";
                verified: "verified";
            }>;
            data: z.ZodString;
            year: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            split: z.ZodEnum<{
                all: "all";
                test: "test";
                train: "train";
                validation: "validation";
            }>;
            images: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            classes: z.ZodUnion<readonly [z.ZodPipe<z.ZodLiteral<"">, z.ZodTransform<undefined, "">>, z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>]>;
        }, z.core.$strict>;
    };
    hardware: {
        key: string[];
        row: z.ZodObject<{
            source: z.ZodString;
            mark: z.ZodEnum<{
                computed: "computed";
                recalled: "recalled";
                "second-hand": "second-hand";
                verified: "verified";
            }>;
            card: z.ZodString;
            year: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            teraflops: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            what: z.ZodString;
        }, z.core.$strict>;
    };
    trainings: {
        key: string[];
        row: z.ZodObject<{
            source: z.ZodString;
            mark: z.ZodEnum<{
                computed: "computed";
                recalled: "recalled";
                "second-hand": "second-hand";
                verified: "verified";
            }>;
            network: z.ZodString;
            year: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            card: z.ZodString;
            devices: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            epochs: z.ZodUnion<readonly [z.ZodPipe<z.ZodLiteral<"">, z.ZodTransform<undefined, "">>, z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>]>;
            days_low: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            days_high: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
        }, z.core.$strict>;
    };
    records: {
        key: string[];
        row: z.ZodObject<{
            source: z.ZodString;
            mark: z.ZodEnum<{
                computed: "computed";
                recalled: "recalled";
                "second-hand": "second-hand";
                verified: "verified";
            }>;
            team: z.ZodString;
            year: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            batch: z.ZodUnion<readonly [z.ZodPipe<z.ZodLiteral<"">, z.ZodTransform<undefined, "">>, z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>]>;
            devices: z.ZodUnion<readonly [z.ZodPipe<z.ZodLiteral<"">, z.ZodTransform<undefined, "">>, z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>]>;
            device: z.ZodString;
            library: z.ZodString;
            minutes: z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
            top1: z.ZodUnion<readonly [z.ZodPipe<z.ZodLiteral<"">, z.ZodTransform<undefined, "">>, z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>]>;
            table1: z.ZodEnum<{
                no: "no";
                yes: "yes";
            }>;
        }, z.core.$strict>;
    };
};
export type PublishedName = keyof typeof TABLES;
export declare const PUBLISHED_NAMES: PublishedName[];
/** A row of the table `N`. */
export type PublishedRow<N extends PublishedName> = z.infer<(typeof TABLES)[N]["row"]>;
/**
 * The rows of a table, in the order of its file.
 * @param folder where the tables are; default: data/published of the project
 * @throws UsageError for an unknown name; UserError, with file and line, where the file is missing or damaged
 */
export declare function published<N extends PublishedName>(table: N, folder?: string): PublishedRow<N>[];
/** Whether a figure may be printed and compared with: all but what is recalled. */
export declare const quotable: ({ mark }: {
    mark: Mark;
}) => boolean;
export {};
