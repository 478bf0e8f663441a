/** The four answers to "who breaks?". */
export const SEVERITIES = ["breaking", "unknown", "risky", "safe"] as const;

/**
 * `breaking`: somebody who keeps to the old document breaks. `unknown`: it cannot be decided whether somebody does.
 * `risky`: nobody breaks by the letter, but what is common practice may. `safe`: nobody notices, or is only better off.
 */
export type Severity = (typeof SEVERITIES)[number];
