import { readFileSync } from "node:fs";
import { type Contract, type JsonObject, loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { type CatalogueEntry, errorCatalogue } from "../src/http/errorCatalogue.ts";

interface DocumentedError {
  readonly name: string;
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly text: string;
}

const catalogue = Object.entries<CatalogueEntry>(errorCatalogue);

/** Every error example of the document: those of the operations and those of responses outside any operation. */
async function documentedErrors(): Promise<DocumentedError[]> {
  const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));
  const ofOperations = [...contract.operations.values()].flatMap((operation) =>
    [...operation.responses.values()].flatMap((response) =>
      [...response.content.values()].flatMap(({ examples }) =>
        [...examples.values()].map(({ name, value }) =>
          toError(name, Number(response.status), value as JsonObject),
        ),
      ),
    ),
  );
  return [...ofOperations, ...unroutedErrors(contract)].filter(({ status }) => status >= 400);
}

function unroutedErrors({ document }: Contract): DocumentedError[] {
  const responses = document["x-unrouted-responses"] as Record<string, JsonObject>;
  return Object.entries(responses).flatMap(([status, reference]) => {
    const { content } = resolve(document, reference) as {
      content?: Record<string, { examples: JsonObject }>;
    };
    const examples = content?.["application/json"]?.examples ?? {};
    return Object.entries(examples).map(([name, example]) => {
      const { value } = resolve(document, example as JsonObject) as { value: JsonObject };
      return toError(name, Number(status), value);
    });
  });
}

function resolve(document: JsonObject, node: JsonObject): JsonObject {
  const { $ref } = node;
  if (typeof $ref !== "string") return node;
  const path = $ref.replace(/^#\//, "").split("/");
  return path.reduce<JsonObject>((at, key) => at[key.replaceAll("~1", "/")] as JsonObject, document);
}

function toError(name: string, status: number, value: JsonObject): DocumentedError {
  return { name, status, errorCode: value.errorCode as string | undefined, text: String(value.error) };
}

/** A catalogue text as a pattern: each place stands for some text. */
function patternOf(text: string): RegExp {
  const literal = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(
    `^${text
      .split(/\{\w+\}/)
      .map(literal)
      .join(".+")}$`,
  );
}

test("each error example of the document is an entry of the catalogue, with its status, code and text", async () => {
  for (const { name, status, errorCode, text } of await documentedErrors()) {
    const entry = catalogue.find(([entryName]) => entryName === name)?.[1];
    expect(entry, `${name} stands in the document and not in the catalogue`).toBeDefined();
    expect({ name, status: entry?.status, errorCode: entry?.errorCode }).toEqual({ name, status, errorCode });
    expect(text).toMatch(patternOf(entry?.text ?? ""));
  }
});

test("each entry of the catalogue has an example in the document", async () => {
  const documented = new Set((await documentedErrors()).map(({ name }) => name));
  expect(catalogue.map(([name]) => name).filter((name) => !documented.has(name))).toEqual([]);
});

test("docs/errors.md lists the catalogue, row by row", () => {
  const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");
  const cellsOf = (line: string) =>
    line
      .split("|")
      .map((cell) => cell.trim().replaceAll("`", ""))
      .slice(1, -1);
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.map(cellsOf)).toEqual(
    catalogue.map(([name, { status, errorCode = "", text }]) => [name, String(status), errorCode, text]),
  );
});
