import type { Breach, HouseRule, SourceFile, SourceTree } from "./SourceTree.ts";

/** Words that went, and the term of docs/glossary.md that took their place. */
const RETIRED: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\brefus(?:e|es|ed|ing|als?)\b/i, "reject, rejection"],
  [/\bjudg(?:e|es|ed|ing|ements?)\b/i, "validator, validate, check"],
  [/\bverdicts?\b/i, "result"],
  [/\bdoors?\b/i, "entry point; sign-ins are enabled or disabled"],
  [/\bheld against\b|\bholds? (?:\S+ ){1,5}against\b/i, "validated against, compared with"],
  [/\bat the end of its strength\b/i, "overloaded"],
  [/\b(?:is|are) made of\b/i, "options of X, consists of"],
  [/\bsurplus\b/i, "undocumented, excess"],
  [/\btelling part\b/i, "relevant part"],
  [/\bbusy machines?\b/i, "slow machine"],
  [/\bis nothing but\b/i, "is only"],
  [/\bways? out\b/i, "remedy"],
  [/\btold\b(?!\.)/i, "is called when, reports, is sent"],
  [/\b(?:nobody|whoever|wherever|somebody|anybody)\b/i, "the client, the caller, the operator"],
];

/** The same words as parts of exported names. */
const RETIRED_PARTS = /^(?:refus(?:e|es|ed|al|als|ing)|judg(?:e|es|ed|ement)|verdicts?|doors?|surplus)$/;

/** Texts that keep a word, each with its reason. */
const KEPT: readonly { readonly path: RegExp; readonly text: RegExp; readonly reason: string }[] = [
  { path: /^docs\/adr\//, text: /./, reason: "a record keeps the words of its day" },
  { path: /^CHANGELOG\.md$/, text: /./, reason: "released entries are not rewritten" },
  { path: /./, text: /`[^`]*refused[^`]*`/, reason: "values of metrics and of the audit trail are stored" },
  {
    path: /./,
    text: /\bvalid-refused\b|\bcredentials-refused\b/,
    reason: "the name of a check in stored waivers",
  },
  {
    path: /^packages\/spec-review\/README\.md$/,
    text: /\breview\.verdict\b|0015-a-change-is-judged/,
    reason: "a key of stored reviews; the file name of a record",
  },
  { path: /./, text: /\bmustRefuse\b/, reason: "a member of the port, named in code format" },
  {
    path: /^spec\//,
    text: /\$ref: |username: nobody/,
    reason: "the name of a published component; a user name",
  },
];

const DECLARATION =
  /^export (?:declare |abstract )?(?:async )?(?:const|function\*?|class|interface|type) (\w+)/;
const COMMENT = /^\s*(?:\/\/|\/?\*)/;
const SENTENCES = /"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;

/** The sentences in the strings of a line: a string without a space is a code. */
function textsOf(line: string): string {
  if (COMMENT.test(line)) return "";
  const strings = [...line.matchAll(SENTENCES)].map(
    ([, quoted, template = ""]) => quoted ?? template.replace(/\$\{[^}]*\}/g, "…"),
  );
  return strings.filter((text) => text.includes(" ")).join(" ");
}

function namePartsOf(line: string): readonly string[] {
  const [, name = ""] = DECLARATION.exec(line) ?? [];
  return name.split(/(?=[A-Z])|_/).map((part) => part.toLowerCase());
}

function findRetired({ path }: SourceFile, text: string): string | undefined {
  if (KEPT.some((kept) => kept.path.test(path) && kept.text.test(text))) return undefined;
  const [pattern, instead] = RETIRED.find(([retired]) => retired.test(text)) ?? [];
  return pattern === undefined ? undefined : `"${pattern.exec(text)?.[0]}" (say ${instead}): ${text.trim()}`;
}

function findInSource(file: SourceFile): readonly Breach[] {
  return file.lines.flatMap((line, index) => {
    const part = namePartsOf(line).find((one) => RETIRED_PARTS.test(one));
    const what = part === undefined ? findRetired(file, textsOf(line)) : `"${part}" in ${line.trim()}`;
    return what === undefined ? [] : [{ where: `${file.path}:${index + 1}`, what }];
  });
}

function findInText(file: SourceFile): readonly Breach[] {
  return file.lines.flatMap((line, index) => {
    const what = findRetired(file, line);
    return what === undefined ? [] : [{ where: `${file.path}:${index + 1}`, what }];
  });
}

function find({ files, sources }: SourceTree): readonly Breach[] {
  const texts = files.filter(({ path }) => /\.md$|^spec\/.*\.yaml$/.test(path));
  return [...sources.flatMap(findInSource), ...texts.flatMap(findInText)];
}

/** The words of docs/glossary.md, in exported names, texts for users, the public document and the guides. */
export const plainWords: HouseRule = {
  name: "plain-words",
  advice: "Use the term of docs/glossary.md. A text that must keep its word goes into KEPT, with the reason.",
  find,
};
