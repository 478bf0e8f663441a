import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
/** These have a column each, the marks of the reports too; the tables for all others take long to load. */
const PLAIN = /^[ -~…→│–·]*$/;

function stringWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  const { default: widthOf } = require("string-width") as typeof import("string-width");
  return widthOf(text);
}

/** What a reader takes for one character; the tables for it are loaded where a text has to be cut. */
function graphemesOf(text: string): string[] {
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Texts as a terminal shows them: wide characters take two columns, and what joins others takes none. */
export const terminalText = {
  /** Breaks a text into lines of at most so many columns: between words, and inside of words that are longer. */
  wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(/\s+/)) {
      if (line !== "" && stringWidth(line) + 1 + stringWidth(word) > width) {
        lines.push(line);
        line = "";
      }
      const pieces = line === "" ? breakWord(word, width) : [`${line} ${word}`];
      line = pieces.pop() ?? "";
      lines.push(...pieces);
    }
    return line === "" ? lines : [...lines, line];
  },

  /** A command on several lines that a shell reads as one. */
  wrapCommand(command: string, width: number): string[] {
    const lines = terminalText.wrap(command, width - 2);
    return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
  },

  /** The beginning of a text, as far as it fits. */
  cut(text: string, width: number): string {
    if (stringWidth(text) <= width) return text;
    return `${breakWord(text, width - 1)[0] ?? ""}…`;
  },

  /** The end of a text, as far as it fits: the line and column of a location are at its end. */
  cutStart(text: string, width: number): string {
    if (stringWidth(text) <= width) return text;
    let end = "";
    for (const segment of graphemesOf(text).reverse()) {
      if (stringWidth(segment + end) > width - 1) break;
      end = segment + end;
    }
    return `…${end}`;
  },

  /** A text with spaces up to a width. */
  pad(text: string, width: number): string {
    return text + " ".repeat(Math.max(0, width - stringWidth(text)));
  },
};

function breakWord(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const segment of graphemesOf(word)) {
    if (piece !== "" && stringWidth(piece + segment) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}
