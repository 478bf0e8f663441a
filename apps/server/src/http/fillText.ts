/** The longest fact that is repeated to a caller, in characters. */
const LONGEST_FACT = 64;

/** Facts of a request, by the name of their place in a text. */
export type TextFacts = Readonly<Record<string, string>>;

/**
 * Fills the `{places}` of a catalogue text.
 *
 * Facts may come from the caller, so they are shortened, and what is not printable is shown as `?`: a text must not
 * carry line ends or escape sequences into somebody's log or terminal (LOG-04).
 */
export function fillText(text: string, facts: TextFacts): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const fact = facts[name];
    return fact === undefined ? place : printable(name === "detail" ? fact.slice(0, 400) : shorten(fact));
  });
}

function shorten(fact: string): string {
  const characters = [...fact];
  return characters.length <= LONGEST_FACT ? fact : `${characters.slice(0, LONGEST_FACT - 1).join("")}…`;
}

function printable(fact: string): string {
  return fact.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, "?");
}
