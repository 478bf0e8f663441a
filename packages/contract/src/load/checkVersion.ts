import type { ContractProblem } from "../ContractProblem.ts";
import { childOf, describeType, isObject } from "../json/jsonValues.ts";
import type { SourceFile } from "./SourceFile.ts";

/** Which versions are read besides 3.0 and 3.1. */
export interface VersionOptions {
  /** Also 3.2, as far as it is the same as 3.1. @default false */
  readonly newer?: boolean;
}

/** Reports a file that is no OpenAPI document of a version that is read. */
export function checkVersion(
  entry: SourceFile,
  { newer = false }: VersionOptions = {},
): readonly ContractProblem[] {
  if (!isObject(entry.value)) {
    const message = `The file holds ${describeType(entry.value)}, but an OpenAPI document is an object.`;
    return [
      { rule: "wrong-type", location: entry.locate([]), pointer: "", message, advice: "Check the file." },
    ];
  }
  const version = childOf(entry.value, "openapi") ?? childOf(entry.value, "swagger");
  const read = newer ? /^3\.[012]\.\d+$/ : /^3\.[01]\.\d+$/;
  if (typeof version === "string" && read.test(version)) return [];
  const key = Object.hasOwn(entry.value, "swagger") ? "swagger" : "openapi";
  return [
    {
      rule: "unsupported-version",
      location: entry.locate([key]),
      pointer: version === undefined ? "" : `/${key}`,
      message:
        version === undefined
          ? 'The document has no field "openapi".'
          : `The document is of version ${JSON.stringify(version)}; only ${newer ? "3.0.x, 3.1.x and 3.2.x" : "3.0.x and 3.1.x"} are read.`,
      advice:
        'Write the version as text, for example openapi: "3.1.1", and convert documents of other versions.',
    },
  ];
}
