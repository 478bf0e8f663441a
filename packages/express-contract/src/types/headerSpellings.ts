/**
 * The spellings of a header's name: as documented, in lower case as Node writes it, and with capitals. They all mean the
 * same header (RFC 9110, 5.1).
 */
export type HeaderSpellings<Name> = Name extends string
  ? Name | Lowercase<Name> | Capitals<Lowercase<Name>>
  : Name;

type Capitals<Name extends string> = Name extends `${infer Word}-${infer Others}`
  ? `${Capitalize<Word>}-${Capitals<Others>}`
  : Capitalize<Name>;

/** Headers by their names in lower case. */
export type LowerCaseHeaders<Headers> = {
  readonly [Name in keyof Headers as Name extends string ? Lowercase<Name> : Name]: Headers[Name];
};

/** The spellings of a header's name that `HeaderSpellings` gives to types. */
export function headerSpellings(name: string): ReadonlySet<string> {
  const lowerCase = name.toLowerCase();
  const capitals = lowerCase.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
  return new Set([name, lowerCase, capitals]);
}
