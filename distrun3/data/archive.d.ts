/**
 * The contents of some members.
 * @param members the path of each member in the archive, and its exact size in bytes
 * @throws UserError if the archive is damaged, or a member is missing, twice there, no plain file, or of another size
 */
export declare function readMembers(archive: string, members: Map<string, number>): Promise<Map<string, Uint8Array>>;
