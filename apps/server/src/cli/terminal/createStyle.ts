import { styleText } from "node:util";

type Paint = (text: string) => string;

/** The style of the output; without colours every function returns the text unchanged. */
export interface Style {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly warning: Paint;
  readonly bad: Paint;
  /** How many characters fit into a line; absent when the output is no terminal. */
  readonly columns: number | undefined;
}

/** The output that the style is for. */
interface StyleOptions {
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Whether the user asked for none. */
  readonly noColor: boolean;
}

/** Colours for a terminal; none for files and pipes, with `NO_COLOR` or when the user asked for none. */
export function createStyle({ stream, noColor }: StyleOptions): Style {
  const paint =
    (format: Parameters<typeof styleText>[0]): Paint =>
    (text) =>
      noColor ? text : styleText(format, text, { stream });
  return {
    strong: paint("bold"),
    faint: paint("dim"),
    good: paint("green"),
    warning: paint("yellow"),
    bad: paint("red"),
    columns: stream.isTTY === true ? stream.columns : undefined,
  };
}
