import { pointerSegments } from "@gatehouse/contract";
import { type Finding, partsOf } from "../findings/Finding.ts";

/** Whether a name is no word of any language, so that it says by itself what it means. */
export function isDistinctive(name: string): boolean {
  return /[a-z][A-Z]|[A-Za-z\d][_-][A-Za-z\d]/.test(name);
}

/** Whether a text holds a name as a whole, not as a part of a longer one. */
export function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1], word[0]) && !isPart(text[at + word.length], word.at(-1))) return true;
  }
  return false;
}

/** Whether a neighbour belongs to the same word; a name that ends in a sign ends its word. */
function isPart(neighbour: string | undefined, edge: string | undefined): boolean {
  return neighbour !== undefined && /[\w$]/.test(neighbour) && edge !== undefined && /[\w$]/.test(edge);
}

/** The names by which code and pages mention a finding. */
export interface FindingWords {
  /** The names of what changed: members, values, statuses, headers; for a whole operation its id and path. */
  readonly about: readonly string[];
  /** The structures that contain it. */
  readonly structures: readonly string[];
  readonly operationIds: readonly string[];
  readonly paths: readonly string[];
  /** Whether an operation changed as a whole, not only a part of its requests or responses. */
  readonly isWholeOperation: boolean;
}

const WHOLE = /^(?:operation|webhook)-(?:removed|moved|id-changed|added|deprecated)|^path-/;
/** Parts of a document whose next token is a name that code uses. */
const NAMING = new Set(["properties", "responses", "headers", "content", "securitySchemes"]);

/** Reads the names out of a finding. */
export function findingWords(finding: Finding): FindingWords {
  const { operations, id } = finding;
  const sides = partsOf(finding).flatMap(({ base, head }) => [base?.pointer, head?.pointer]);
  const pointers = sides.filter((pointer) => pointer !== undefined);
  const operationIds = operations.flatMap(({ operationId }) => operationId ?? []);
  const paths = operations.map(({ path }) => path);
  const structures = pointers.flatMap(structureOf);
  const isWholeOperation = WHOLE.test(id);
  const own = [...pointers.flatMap(lastNameOf), ...quoted(finding.title)].filter(
    (word) => !structures.includes(word),
  );
  return {
    about: unique(isWholeOperation ? [...own, ...operationIds, ...paths] : own),
    structures: unique(structures),
    operationIds: unique(operationIds),
    paths: unique(paths),
    isWholeOperation,
  };
}

/** What a title puts between backticks; of `GET /pets` the path alone. */
function quoted(title: string): string[] {
  return [...title.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word.replace(/^[A-Z]+ (?=\/)/, ""));
}

function lastNameOf(pointer: string): string[] {
  const tokens = pointerSegments(pointer);
  const at = tokens.findLastIndex((token, index) => NAMING.has(token) && index < tokens.length - 1);
  const name = tokens[at + 1];
  return at >= 0 && name !== undefined ? [name] : [];
}

function structureOf(pointer: string): string[] {
  const [root, , name] = pointerSegments(pointer);
  return root === "components" && name !== undefined ? [name] : [];
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
