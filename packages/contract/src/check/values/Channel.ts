/**
 * How a value travels: as JSON, or as text in a place that cannot carry every character and forgets the types of
 * scalars.
 */
export type Channel = "json" | "path" | "query" | "header" | "cookie" | "form";

/** Whether scalars lose their type on the way. */
export function isTextChannel(channel: Channel): boolean {
  return channel !== "json";
}
