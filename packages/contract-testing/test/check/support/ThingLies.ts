/** What a lie changes in the server of the things; names are sentences about the server. */
export type ThingLies = ReadonlySet<string>;
