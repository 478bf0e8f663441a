import type { Breach, HouseRule, SourceFile, SourceTree } from "./SourceTree.ts";

type Retired = readonly [pattern: RegExp, instead: string];

/** Retired words, with the term of docs/glossary.md that replaces each. */
const RETIRED: readonly Retired[] = [
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

/** Further words that comments and titles of tests do not use. */
const RETIRED_IN_COMMENTS: readonly Retired[] = [
  ...RETIRED,
  [/\bmade of\b/i, "options of X, consists of, contains"],
  [/\btell(?:s|ing)?\b|\btold\b/i, "reports, is reported, describes, shows, distinguishes"],
  [/\bnothing but\b/i, "only"],
  [/\bwhatever\b/i, "any, in spite of"],
  [/\bsaying\b/i, "reports"],
  [/\bspots?\b/i, "location"],
  [/\b(?:bench|scene|wallet|court)s?\b/i, "workspace, context"],
];
const RETIRED_IN_TITLES: readonly Retired[] = [
  ...RETIRED_IN_COMMENTS,
  [/\banswer(?:s|ed|ing)?\b/i, "response, responds, result"],
];

/** The same words as parts of exported names. */
const RETIRED_PARTS =
  /^(?:refus(?:e|es|ed|al|als|ing)|judg(?:e|es|ed|ement)|verdicts?|doors?|surplus|scenes?|bench|answers?|spots?|places?|told|tells?|sayings?)$/;

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
  {
    path: /^spec\//,
    text: /\$ref: |username: nobody/,
    reason: "the name of a published component; a user name",
  },
  { path: /./, text: /\binPlace[A-Z]/, reason: "JSON Schema calls allOf and its like in-place applicators" },
  { path: /^scripts\/house-rules\/houseRules\.test\.ts$/, text: /./, reason: "breaches for the test" },
];

const DECLARATION =
  /^export (?:declare |abstract )?(?:async )?(?:const|function\*?|class|interface|type) (\w+)/;
const COMMENT = /^\s*(?:\/\/|\/?\*)(.*)|\s\/\/ (.*)$/;
const CODE = /`[^`]*`/g;
/** Titles of tests: the calls of the runner, the rest of a `test.each`, and the rows of its table. */
const TITLES = [
  /\b(?:test|describe|it)(?:\.\w+)*(?:\([^()]*\))?\(\s*["`]((?:[^"`\\]|\\.)* (?:[^"`\\]|\\.)*)["`]/g,
  /\)\(\s*["`]((?:[^"`\\]|\\.)* (?:[^"`\\]|\\.)*)["`],/g,
  /\bname: ["`]((?:[^"`\\]|\\.)* (?:[^"`\\]|\\.)*)["`]/g,
  /^ +\["([^"]* [^"]*)",/gm,
];
const SENTENCES = /"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;

/** The sentences in the strings of a line: a string without a space is a code. */
function textsOf(line: string): string {
  if (/^\s*(?:\/\/|\/?\*)/.test(line)) return "";
  const strings = [...line.matchAll(SENTENCES)].map(
    ([, quoted, template = ""]) => quoted ?? template.replace(/\$\{[^}]*\}/g, "…"),
  );
  return strings.filter((text) => text.includes(" ")).join(" ");
}

function namePartsOf(line: string): readonly string[] {
  const [, name = ""] = DECLARATION.exec(line) ?? [];
  return name.split(/(?=[A-Z])|_/).map((part) => part.toLowerCase());
}

const isKept = ({ path }: SourceFile, text: string): boolean =>
  KEPT.some((kept) => kept.path.test(path) && kept.text.test(text));

function findRetired(file: SourceFile, text: string, retired = RETIRED): string | undefined {
  if (isKept(file, text)) return undefined;
  const [pattern, instead] = retired.find(([word]) => word.test(text)) ?? [];
  return pattern === undefined ? undefined : `"${pattern.exec(text)?.[0]}" (say ${instead}): ${text.trim()}`;
}

type FindInLine = (file: SourceFile, line: string) => string | undefined;

function findInLines(file: SourceFile, find: FindInLine): readonly Breach[] {
  return file.lines.flatMap((line, index) => {
    const what = find(file, line);
    return what === undefined ? [] : [{ where: `${file.path}:${index + 1}`, what }];
  });
}

/** What stands between backticks in a comment is a name. */
function findInComment(file: SourceFile, line: string): string | undefined {
  const [, whole, behind = ""] = COMMENT.exec(line) ?? [];
  return findRetired(file, (whole ?? behind).replace(CODE, ""), RETIRED_IN_COMMENTS);
}

function findInName(file: SourceFile, line: string): string | undefined {
  if (isKept(file, line)) return undefined;
  const part = namePartsOf(line).find((one) => RETIRED_PARTS.test(one));
  return part === undefined ? undefined : `"${part}" in ${line.trim()}`;
}

function findInTitles(file: SourceFile): readonly Breach[] {
  return TITLES.flatMap((pattern) => [...file.text.matchAll(pattern)]).flatMap(({ index, 1: title = "" }) => {
    const what = findRetired(file, title, RETIRED_IN_TITLES);
    const line = file.text.slice(0, index).split("\n").length;
    return what === undefined ? [] : [{ where: `${file.path}:${line}`, what }];
  });
}

function find({ files, scripts, sources, tests }: SourceTree): readonly Breach[] {
  const texts = files.filter(({ path }) => /\.md$|^spec\/.*\.yaml$/.test(path));
  return [
    ...sources.flatMap((file) => findInLines(file, (_, line) => findRetired(file, textsOf(line)))),
    ...scripts.flatMap((file) => [...findInLines(file, findInName), ...findInLines(file, findInComment)]),
    ...tests.flatMap(findInTitles),
    ...texts.flatMap((file) => findInLines(file, findRetired)),
  ];
}

/** The words of docs/glossary.md, in exported names, comments, titles of tests, texts for users and the guides. */
export const plainWords: HouseRule = {
  name: "plain-words",
  advice: "Use the term of docs/glossary.md. A text that must keep its word goes into KEPT, with the reason.",
  find,
};
