import type { ContractProblem } from "../ContractProblem.ts";
import { childOf, describeType, isObject } from "../json/jsonValues.ts";
import type { SourceFile } from "./SourceFile.ts";

/** Reports a file that is no OpenAPI document of a version that is read. */
export function checkVersion(entry: SourceFile): readonly ContractProblem[] {
  if (!isObject(entry.value)) {
    const message = `The file holds ${describeType(entry.value)}, but an OpenAPI document is an object.`;
    return [
      { rule: "wrong-type", location: entry.locate([]), pointer: "", message, advice: "Check the file." },
    ];
  }
  const version = childOf(entry.value, "openapi") ?? childOf(entry.value, "swagger");
  if (typeof version === "string" && /^3\.[012]\.\d+$/.test(version)) return [];
  const key = Object.hasOwn(entry.value, "swagger") ? "swagger" : "openapi";
  return [
    {
      rule: "unsupported-version",
      location: entry.locate([key]),
      pointer: version === undefined ? "" : `/${key}`,
      message:
        version === undefined
          ? 'The document has no field "openapi".'
          : `The document is of version ${JSON.stringify(version)}; only 3.0.x, 3.1.x and 3.2.x are read.`,
      advice:
        'Write the version as text, for example openapi: "3.1.1", and convert documents of other versions.',
    },
  ];
}
