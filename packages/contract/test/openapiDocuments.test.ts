import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { ContractError, loadContract } from "../src/index.ts";
import { hasSuites, SUITES } from "./support/schemaSuite.ts";

/**
 * Documents of OpenAPI's own suite that fit its JSON schema, and that the text of the specification forbids or that
 * need the network. They show one kind of object each and leave out what it refers to.
 */
const FORBIDDEN_BY_THE_TEXT: Readonly<Record<string, readonly string[]>> = {
  // 4.8.20 Link Object: operationId is the name of an existing operation.
  "link-object-examples.yaml": ["unknown-operation"],
  // 4.8.30 Security Requirement Object: each name is a declared scheme; 4.8.8.2: path and parameters agree.
  "operation-object-example.yaml": [
    "undeclared-path-parameter",
    "unknown-security-scheme",
    "unused-path-parameter",
  ],
  // A reference to example.com, which serves no such document.
  "security-scheme-object-examples.yaml": ["unresolved-reference"],
};

const FORBIDDEN_IN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // 4.8.12.1: a path parameter is required; the document leaves it to its default to show that default.
  // 4.8.13: a key of `content` is a media type; the document writes a name there.
  "v3.1": { ...FORBIDDEN_BY_THE_TEXT, "style-defaults.yaml": ["invalid-value", "missing-field"] },
  // 4.25 Discriminator Object: defaultMapping names a schema, and the document has no Bar.
  "v3.2": { ...FORBIDDEN_BY_THE_TEXT, "mega.yaml": ["unresolved-reference"] },
};

/** The rules that a document breaks, sorted; none where it loads. */
async function rulesBrokenBy(address: URL): Promise<readonly string[]> {
  try {
    await loadContract(address);
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    for (const { location, message, advice } of error.problems) {
      expect(location.line).toBeGreaterThan(0);
      expect(message).not.toBe("");
      expect(advice).not.toBe("");
    }
    return [...new Set(error.problems.map(({ rule }) => rule))].sort();
  }
}

const isThere = await hasSuites();

for (const version of ["v3.1", "v3.2"]) {
  test.skipIf(!isThere)(
    `the valid documents of OpenAPI's tests for ${version} load, except those that its text forbids`,
    async () => {
      const folder = new URL(`openapi-documents/${version}/pass/`, SUITES);
      const names = await readdir(folder);
      const broken: Record<string, readonly string[]> = {};
      for (const name of names) {
        const rules = await rulesBrokenBy(new URL(name, folder));
        if (rules.length > 0) broken[name] = rules;
      }
      expect(broken).toEqual(FORBIDDEN_IN[version]);
      expect(names.length).toBeGreaterThan(30);
    },
  );

  test.skipIf(!isThere)(
    `the invalid documents of OpenAPI's tests for ${version} are rejected, each with a location`,
    async () => {
      const folder = new URL(`openapi-documents/${version}/fail/`, SUITES);
      const names = await readdir(folder);
      for (const name of names) {
        expect(await rulesBrokenBy(new URL(name, folder)), name).not.toEqual([]);
      }
      expect(names.length).toBeGreaterThan(10);
    },
  );
}
