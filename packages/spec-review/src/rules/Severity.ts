/** The four answers to "who breaks?". */
export const SEVERITIES = ["breaking", "unknown", "risky", "safe"] as const;

/**
 * `breaking`: somebody who keeps to the old document breaks. `unknown`: it cannot be decided whether somebody does.
 * `risky`: nobody breaks by the letter, but what is common practice may. `safe`: nobody notices, or is only better off.
 */
export type Severity = (typeof SEVERITIES)[number];

/** What a change does to one of the two things that depend on a document. */
export const EFFECTS = ["breaks", "may break", "no"] as const;

/**
 * `breaks`: messages, or code, that follow the old document stop working. `may break`: that depends on the client, or
 * on the generator. `no`: neither notices.
 */
export type Effect = (typeof EFFECTS)[number];

/** What depends on a document: the messages on the wire, or the code that is generated from it. */
export const AXES = ["wire", "code"] as const;

/** One of the two; `code` includes the wire, as in Buf's categories FILE and WIRE. */
export type Axis = (typeof AXES)[number];
