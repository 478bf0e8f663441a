import { type Breach, findLines, type HouseRule, packageOf, type SourceFile } from "./SourceTree.ts";

const MAY_READ = /\/main\.ts$|\/src\/composition\/|\/\w*[cC]lock\.ts$/;

/** Habit 17: the time and random numbers are parameters. Biome checks the environment. */
const ambientState: HouseRule = {
  name: "ambient-state",
  advice:
    "Take a Clock, or a source of random bytes, as a parameter; main.ts and composition/ pass them. Tests can then " +
    "set the time, and no result depends on when it runs.",
  find: ({ sources }) =>
    findLines({
      files: sources.filter(({ path }) => !MAY_READ.test(path)),
      pattern: /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/,
    }),
};

/** Habit 13: the domain and its stores know no HTTP. Imports are checked by dependency-cruiser. */
const domainKnowsNoHttp: HouseRule = {
  name: "domain-knows-no-http",
  advice: "Throw an error of the domain; apps/server/src/http/errorCatalogue.ts gives it a status.",
  find: ({ sources }) =>
    findLines({
      files: sources.filter(({ path }) => /^packages\/(?:sessions|store-[^/]+)\//.test(path)),
      pattern: /\bstatus(?:Code)?\b|\bhttps?\b/i,
    }),
};

const DECLARATION =
  /^export (?:declare |abstract )?(?:async )?(?:const|function\*?|class|interface|type) (\w+)/;

function findSilentExports({ path, lines }: SourceFile): readonly Breach[] {
  return lines.flatMap((line, index) => {
    const [, name] = DECLARATION.exec(line) ?? [];
    if (name === undefined) return [];
    const above = lines.slice(0, index).findLast((one) => !one.startsWith("// biome-ignore"));
    return above?.trimEnd().endsWith("*/") ? [] : [{ where: `${path}:${index + 1}`, what: name }];
  });
}

/** Habit 23: every export has a doc comment. */
const docComments: HouseRule = {
  name: "doc-comments",
  advice:
    "Put one sentence in /** … */ above the export: what it is for, its units, and @throws with class and condition.",
  find: ({ sources }) => sources.flatMap(findSilentExports),
};

/** Habit 23: the name of a duration ends in its unit. */
const durationUnits: HouseRule = {
  name: "duration-units",
  advice: "End the name of a duration in its unit: timeoutMs, ttlSeconds, PAUSE_MS.",
  find: ({ sources }) =>
    findLines({
      files: sources,
      pattern:
        /\b\w*(?:[tT]imeout|[dD]elay|[iI]nterval|[tT]tl|[dD]uration)\??: number\b|\bconst [A-Z_]*(?:TIMEOUT|DELAY|INTERVAL|TTL|DURATION|PAUSE) = [\d_]+/,
    }),
};

const ERROR_CLASS = /^(?:export )?(?:abstract )?class (\w+) extends (?:Error|AggregateError)\b/gm;
const CODE = /^ {2}(?:abstract |override )*readonly code\b/m;

/** Habit 11: an error class has a literal `code`. */
const errorClasses: HouseRule = {
  name: "error-classes",
  advice:
    'Give the error class a literal code (`readonly code = "…"`): callers compare it, and the text of a message may change.',
  find({ sources }) {
    return sources.flatMap(({ path, text }) => {
      const names = [...text.matchAll(ERROR_CLASS)].map(([, name = ""]) => name);
      return names.length === 0 || CODE.test(text)
        ? []
        : [{ where: path, what: `${names.join(", ")} has no code` }];
    });
  },
};

/** Habit 11: code never depends on the text of an error. Diagnostics of a compiler have only their text. */
const messageComparisons: HouseRule = {
  name: "message-comparisons",
  advice: "Compare the `code` of an error. Its message is for people and may change at any time.",
  find: ({ sources }) =>
    findLines({
      files: sources,
      pattern:
        /\.message (?:[!=]==?) |\.message\.(?:includes|startsWith|endsWith|match)\(|\.test\(\w+\.message\)/,
      except: /\bdiagnostic\.message|\.message [!=]== (?:""|undefined)/,
    }),
};

/**
 * Habit 17: a module has no state, so two servers in one process are independent. A WeakMap from an object to a value
 * derived from it is a cache, not state.
 */
const moduleState: HouseRule = {
  name: "module-state",
  advice:
    "Keep what changes inside a factory (`createX` closes over it), so that each caller and each test has its own. A table " +
    "that never changes is declared as ReadonlyMap or ReadonlySet.",
  find: ({ sources }) =>
    findLines({
      files: sources,
      pattern: /^(?:export )?let |^(?:export )?const \w+(?:: (?:Map|Set)\b.*)? = new (?:Map|Set)\b.*\(\)/,
    }),
};

const DEEPEST = 3;
const CONTROL = /^(?:\} )?(?:else|if|for|while|do|switch|try|catch|finally)\b.*\{$/;
/** A function begins a count of its own. */
const FUNCTION = /(?:=>|\bfunction\b.*|^(?:async |static |get |set |#)*\w+\(.*\).*) \{$/;

interface Block {
  readonly indent: number;
  readonly depth: number;
}

/** Reads the depth from the indentation, which the formatter guarantees. */
function findDeepLines({ path, lines }: SourceFile): readonly Breach[] {
  const breaches: Breach[] = [];
  let open: Block[] = [];
  for (const [index, line] of lines.entries()) {
    const code = line.trim();
    const indent = line.length - line.trimStart().length;
    if (code === "") continue;
    open = open.filter((block) => block.indent < indent);
    const depth = open.at(-1)?.depth ?? 0;
    if (CONTROL.test(code)) {
      open.push({ indent, depth: depth + 1 });
      if (depth + 1 > DEEPEST) breaches.push({ where: `${path}:${index + 1}`, what: code });
    } else if (FUNCTION.test(code)) open.push({ indent, depth: 0 });
  }
  return breaches;
}

/** Habit 6: blocks are nested at most three deep. */
const nesting: HouseRule = {
  name: "nesting",
  advice: `Blocks are nested ${DEEPEST} deep at most. Return early, or give the inner block a name of its own.`,
  find: ({ sources }) => sources.flatMap(findDeepLines),
};

const MOST_METHODS = 7;
const PORT = /^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm;
const METHOD = /^ {2}(?:readonly )?\w+(?:\(|: \()/gm;

/** Habit 15: a port is small. */
const smallPorts: HouseRule = {
  name: "small-ports",
  advice: `A port has ${MOST_METHODS} methods at most. Split it by its callers.`,
  find({ sources }) {
    const ports = sources.filter(({ path }) => path.startsWith("packages/sessions/src/ports/"));
    return ports.flatMap(({ path, text }) =>
      [...text.matchAll(PORT)]
        .map(([, name = "", body = ""]) => ({ name, count: [...body.matchAll(METHOD)].length }))
        .filter(({ count }) => count > MOST_METHODS)
        .map(({ name, count }) => ({ where: path, what: `${name} has ${count} methods` })),
    );
  },
};

const LOOP = /^\s*(?:for|while) ?\(|^\s*for await|\.(?:map|forEach)\(async/;
const STORE_CALL = /\bstore\.\w+\(/;

/** Store calls inside a loop, by their indentation. */
function findCallsInLoops({ path, lines }: SourceFile): readonly Breach[] {
  let loops: number[] = [];
  return lines.flatMap((line, index) => {
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== "") loops = loops.filter((loop) => loop < indent);
    const isLoop = LOOP.test(line);
    const isInLoop = STORE_CALL.test(line) && (isLoop || loops.length > 0);
    if (isLoop) loops.push(indent);
    return isInLoop ? [{ where: `${path}:${index + 1}`, what: line.trim() }] : [];
  });
}

/** Habit 15: an operation on many sessions is one atomic call of the store. */
const storeLoops: HouseRule = {
  name: "store-loops",
  advice:
    "Give the store one call that changes all of them and returns the count. A loop races with sign-ins and becomes slow " +
    "with many sessions.",
  find: ({ sources }) =>
    sources
      .filter(({ path }) => path.startsWith("packages/sessions/src/commands/"))
      .flatMap(findCallsInLoops),
};

/** Habit 8: every suppression of a compiler error has a reason. Biome checks its own suppressions. */
const suppressions: HouseRule = {
  name: "suppressions",
  advice: "Write the reason after @ts-expect-error; @ts-nocheck and @ts-ignore are not used.",
  find: ({ sources, tests }) =>
    findLines({
      files: [...sources, ...tests],
      pattern: /@ts-(?:expect-error|ignore|nocheck)/,
      except: /@ts-expect-error \S+ \S+|"[^"]*@ts-/,
      inComments: true,
    }),
};

const IMPORTS = [
  /\{([^{}]*)\}(?: from "|\s*=\s*await import\()/g,
  /\[([^[\]]*)\]\s*=\s*await Promise\.all\(\[\s*import\(/g,
];

/** The names that any file imports, or passes on. */
function importedNames(files: readonly SourceFile[]): ReadonlySet<string> {
  const lists = files
    .filter(({ path }) => /\.tsx?$/.test(path))
    .flatMap(({ text }) => IMPORTS.flatMap((form) => [...text.matchAll(form)].map(([, list = ""]) => list)));
  const names = lists.flatMap((list) => list.split(/[{},]/));
  return new Set(
    names.map((name) =>
      name
        .trim()
        .replace(/^type /, "")
        .replace(/(?: as |:).*$/, ""),
    ),
  );
}

/** The paths of the files that a package offers to others. */
function entryPoints(files: readonly SourceFile[]): ReadonlySet<string> {
  const manifests = files.filter(({ name }) => name === "package.json");
  return new Set(
    manifests.flatMap((file) =>
      [...file.text.matchAll(/"@gatehouse\/source":\s*"\.\/([^"]+)"/g)].map(
        ([, path]) => `${packageOf(file)}/${path}`,
      ),
    ),
  );
}

/** Habit 3: a name that no other file imports is not exported, except the name of the file and those of entry points. */
const usedExports: HouseRule = {
  name: "used-exports",
  advice: "Drop the word export: no other file imports the name.",
  find({ files, sources }) {
    const imported = importedNames(files);
    const entries = entryPoints(files);
    const inner = sources.filter(({ path }) => !entries.has(path));
    return inner.flatMap(({ path, name: file, lines }) =>
      lines.flatMap((line, index) => {
        const [, name] = DECLARATION.exec(line) ?? [];
        const isMain = file.toLowerCase().startsWith(`${name?.toLowerCase()}.`);
        if (name === undefined || isMain || imported.has(name)) return [];
        return [{ where: `${path}:${index + 1}`, what: name }];
      }),
    );
  },
};

/** Habit 22: a TODO names its issue. */
const todos: HouseRule = {
  name: "todos",
  advice: "Give the number of the issue, `TODO(#12): …`, or do it now.",
  find: ({ sources, tests }) =>
    findLines({
      files: [...sources, ...tests],
      pattern: /\/[/*].*\b(?:TODO|FIXME|XXX|HACK)\b/,
      except: /\b(?:TODO|FIXME)\(#\d+\): \S/,
      inComments: true,
    }),
};

/** Rules about code. */
export const codeRules: readonly HouseRule[] = [
  ambientState,
  domainKnowsNoHttp,
  docComments,
  durationUnits,
  errorClasses,
  messageComparisons,
  moduleState,
  nesting,
  smallPorts,
  storeLoops,
  suppressions,
  todos,
  usedExports,
];
