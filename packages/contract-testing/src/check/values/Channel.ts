/**
 * How a value travels: as JSON, or as text in a place that forgets the types of scalars and, but for `text` itself,
 * cannot carry every character.
 */
export type Channel = "json" | "path" | "query" | "header" | "cookie" | "form" | "text";

/** Whether scalars lose their type on the way. */
export function isTextChannel(channel: Channel): boolean {
  return channel !== "json";
}
