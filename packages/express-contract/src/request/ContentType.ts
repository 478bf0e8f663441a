/** A parsed `Content-Type` header (RFC 9110, 8.3). */
export interface ContentType {
  /** `type/subtype`, lower case. */
  readonly mediaType: string;
  /** By lower-case name; values without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
}
