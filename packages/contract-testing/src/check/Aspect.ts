/** What a request is sent for. */
export const ASPECTS = [
  "valid",
  "limits",
  "invalid",
  "media types",
  "methods",
  "credentials",
  "links",
] as const;

/**
 * What a request is sent for: `valid` ones by chance, those right at the `limits`, those with one thing `invalid`, other
 * `media types`, `methods` that the path does not have, bad `credentials`, and `links` that an answer promises.
 */
export type Aspect = (typeof ASPECTS)[number];
