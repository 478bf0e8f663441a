/**
 * How a value travels: as JSON, or as text in a location that loses the types of scalars and, but for `text` itself,
 * cannot carry every character.
 */
export type Channel = "json" | "path" | "query" | "header" | "cookie" | "form" | "text";

/** Whether scalars lose their type on the way. */
export function isTextChannel(channel: Channel): boolean {
  return channel !== "json";
}

/** Whether a string arrives in a channel as it was sent. */
export function isCarried(text: string, channel: Channel): boolean {
  switch (channel) {
    case "json":
    case "text":
      return true;
    case "path":
      return text !== "" && text !== "." && text !== ".." && !/[/\\\p{Cc}\p{Cs}]/u.test(text);
    case "query":
    case "form":
      return text !== "" && !/[\p{Cc}\p{Cs}]/u.test(text);
    case "header":
      return /^[!-~]([ -~]*[!-~])?$/.test(text);
    case "cookie":
      return /^[!#$&'()*+\-./\w:<=>?@[\]^`{|}~]+$/.test(text);
  }
}
