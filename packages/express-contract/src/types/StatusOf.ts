/** The final status codes of the IANA registry, by class; a range in the document stands for these. */
interface RegisteredStatuses {
  "1": never;
  "2": 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;
  "3": 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308;
  "4":
    | (
        | 400
        | 401
        | 402
        | 403
        | 404
        | 405
        | 406
        | 407
        | 408
        | 409
        | 410
        | 411
        | 412
        | 413
        | 414
        | 415
        | 416
        | 417
      )
    | (421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451);
  "5": 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 511;
}

type InRange<Key> = Key extends `${infer Class extends keyof RegisteredStatuses}XX`
  ? RegisteredStatuses[Class]
  : never;

type Named<Keys> = Keys extends number
  ? Keys
  : Keys extends `${infer Status extends number}`
    ? Status
    : never;

type Ranges<Keys> = Keys extends unknown ? InRange<Keys> : never;

/**
 * The status codes that one key of a `responses` map stands for. A code that is named beats a range,
 * and a range beats `default` (OpenAPI 3.1, 4.8.16).
 */
export type StatusOf<Key, AllKeys> = Key extends "default"
  ? Exclude<RegisteredStatuses[keyof RegisteredStatuses], Named<AllKeys> | Ranges<AllKeys>>
  : [InRange<Key>] extends [never]
    ? Named<Key>
    : Exclude<InRange<Key>, Named<AllKeys>>;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

type ToNumber<Text> = Text extends `${infer Value extends number}` ? Value : never;

/** All numbers that HTTP takes for a status (RFC 9110, 15). */
export type AnyStatus = ToNumber<`${1 | 2 | 3 | 4 | 5}${Digit}${Digit}`>;
