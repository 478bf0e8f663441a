/** The way that a value travels: some properties travel in one direction only. */
export type Direction = "request" | "response";
