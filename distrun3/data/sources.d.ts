import { z } from "zod";
/** One official IDX file; the sum is that of the uncompressed content. */
declare const idxFile: z.ZodObject<{
    name: z.ZodString;
    sha256: z.ZodString;
    urls: z.ZodArray<z.ZodURL>;
}, z.core.$strict>;
declare const mnist: z.ZodObject<{
    source: z.ZodString;
    licence: z.ZodString;
    shape: z.ZodTuple<[z.ZodInt, z.ZodInt, z.ZodInt], null>;
    classNames: z.ZodArray<z.ZodString>;
    folder: z.ZodString;
    train: z.ZodObject<{
        count: z.ZodInt;
        images: z.ZodObject<{
            name: z.ZodString;
            sha256: z.ZodString;
            urls: z.ZodArray<z.ZodURL>;
        }, z.core.$strict>;
        labels: z.ZodObject<{
            name: z.ZodString;
            sha256: z.ZodString;
            urls: z.ZodArray<z.ZodURL>;
        }, z.core.$strict>;
    }, z.core.$strict>;
    test: z.ZodObject<{
        count: z.ZodInt;
        images: z.ZodObject<{
            name: z.ZodString;
            sha256: z.ZodString;
            urls: z.ZodArray<z.ZodURL>;
        }, z.core.$strict>;
        labels: z.ZodObject<{
            name: z.ZodString;
            sha256: z.ZodString;
            urls: z.ZodArray<z.ZodURL>;
        }, z.core.$strict>;
    }, z.core.$strict>;
}, z.core.$strict>;
declare const cifar: z.ZodObject<{
    source: z.ZodString;
    licence: z.ZodString;
    shape: z.ZodTuple<[z.ZodInt, z.ZodInt, z.ZodInt], null>;
    classNames: z.ZodArray<z.ZodString>;
    folder: z.ZodString;
    archive: z.ZodObject<{
        name: z.ZodString;
        bytes: z.ZodInt;
        sha256: z.ZodString;
        urls: z.ZodArray<z.ZodURL>;
    }, z.core.$strict>;
    train: z.ZodObject<{
        count: z.ZodInt;
        files: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    test: z.ZodObject<{
        count: z.ZodInt;
        files: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
}, z.core.$strict>;
declare const sources: z.ZodObject<{
    mnist: z.ZodObject<{
        source: z.ZodString;
        licence: z.ZodString;
        shape: z.ZodTuple<[z.ZodInt, z.ZodInt, z.ZodInt], null>;
        classNames: z.ZodArray<z.ZodString>;
        folder: z.ZodString;
        train: z.ZodObject<{
            count: z.ZodInt;
            images: z.ZodObject<{
                name: z.ZodString;
                sha256: z.ZodString;
                urls: z.ZodArray<z.ZodURL>;
            }, z.core.$strict>;
            labels: z.ZodObject<{
                name: z.ZodString;
                sha256: z.ZodString;
                urls: z.ZodArray<z.ZodURL>;
            }, z.core.$strict>;
        }, z.core.$strict>;
        test: z.ZodObject<{
            count: z.ZodInt;
            images: z.ZodObject<{
                name: z.ZodString;
                sha256: z.ZodString;
                urls: z.ZodArray<z.ZodURL>;
            }, z.core.$strict>;
            labels: z.ZodObject<{
                name: z.ZodString;
                sha256: z.ZodString;
                urls: z.ZodArray<z.ZodURL>;
            }, z.core.$strict>;
        }, z.core.$strict>;
    }, z.core.$strict>;
    "cifar-10": z.ZodObject<{
        source: z.ZodString;
        licence: z.ZodString;
        shape: z.ZodTuple<[z.ZodInt, z.ZodInt, z.ZodInt], null>;
        classNames: z.ZodArray<z.ZodString>;
        folder: z.ZodString;
        archive: z.ZodObject<{
            name: z.ZodString;
            bytes: z.ZodInt;
            sha256: z.ZodString;
            urls: z.ZodArray<z.ZodURL>;
        }, z.core.$strict>;
        train: z.ZodObject<{
            count: z.ZodInt;
            files: z.ZodArray<z.ZodString>;
        }, z.core.$strict>;
        test: z.ZodObject<{
            count: z.ZodInt;
            files: z.ZodArray<z.ZodString>;
        }, z.core.$strict>;
    }, z.core.$strict>;
}, z.core.$strict>;
export type IdxFile = z.infer<typeof idxFile>;
export type MnistSource = z.infer<typeof mnist>;
export type CifarSource = z.infer<typeof cifar>;
export type Sources = z.infer<typeof sources>;
/** The project's manifest. */
export declare const readSources: () => Sources;
export {};
