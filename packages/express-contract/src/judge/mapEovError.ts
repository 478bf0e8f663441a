import {
  type Contract,
  formatPointer,
  type Operation,
  type Parameter,
  parsePointer,
} from "@gatehouse/contract";
import { error as eovErrors } from "express-openapi-validator";
import type { RequestViolation } from "../errors.ts";
import { InvalidRequestError, UnsupportedMediaTypeError } from "../errors.ts";
import { findRule } from "./findRule.ts";

/** Where the judged operation stands. */
export interface JudgedOperation {
  readonly contract: Contract;
  readonly operation: Operation;
  /** The key of the `content` map that the body was checked against. */
  readonly mediaKey: string | undefined;
  /** The parsed body. */
  readonly body: unknown;
}

interface EovDetail {
  readonly path: string;
  readonly message: string;
  readonly error_code?: string;
  readonly errorCode?: string;
}

const PARTS: Readonly<Record<string, RequestViolation["in"]>> = {
  body: "body",
  query: "query",
  headers: "header",
  params: "path",
  cookies: "cookie",
};

function isRequestError(error: unknown): error is Error & { status: number; errors?: readonly EovDetail[] } {
  return (
    error instanceof Error && "status" in error && typeof error.status === "number" && error.status < 500
  );
}

function findParameter(
  operation: Operation,
  part: RequestViolation["in"],
  name: string,
): Parameter | undefined {
  return operation.parameters.find(
    (parameter) =>
      parameter.in === part &&
      (part === "header" ? parameter.name.toLowerCase() === name.toLowerCase() : parameter.name === name),
  );
}

function parameterRule(
  judged: JudgedOperation,
  part: RequestViolation["in"],
  rule: { names: string[]; keyword: string },
): string {
  const [name = "", ...path] = rule.names;
  const parameter = findParameter(judged.operation, part, name);
  if (parameter === undefined) return judged.operation.pointer;
  if (rule.keyword === "required" && path.length === 0) return `${parameter.pointer}/required`;
  const [mediaType] = parameter.content?.values() ?? [];
  const schemaPointer = `${mediaType?.pointer ?? parameter.pointer}/schema`;
  return findRule(judged.contract.document, { schemaPointer, path, keyword: rule.keyword });
}

function bodyRule(judged: JudgedOperation, rule: { names: string[]; keyword: string }): string {
  const { requestBody } = judged.operation;
  const mediaType = requestBody?.content.get(judged.mediaKey ?? "");
  if (mediaType === undefined) return requestBody?.pointer ?? judged.operation.pointer;
  const schemaPointer = `${mediaType.pointer}/schema`;
  return findRule(judged.contract.document, { schemaPointer, path: rule.names, keyword: rule.keyword });
}

function toDetail(detail: EovDetail, judged: JudgedOperation): RequestViolation {
  const pointer = detail.path.replace(/^[./]?/, "/");
  // The validator does not escape every name.
  const [first = "", ...names] = parsePointer(pointer) ?? pointer.slice(1).split("/");
  const part = PARTS[first] ?? "body";
  const path = PARTS[first] === undefined ? [] : names;
  const keyword = detail.errorCode?.split(".")[0] ?? keywordOf(detail.message);
  const documentPointer =
    part === "body"
      ? bodyRule(judged, { names: path, keyword })
      : parameterRule(judged, part, { names: path, keyword });
  return {
    in: part,
    pointer: formatPointer(path),
    keyword,
    message: detail.message,
    ...(part === "body" && keyword === "enum" ? { actual: valueAt(judged.body, path) } : {}),
    documentPointer,
    location: judged.contract.locate(documentPointer),
  };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === "object" && at !== null ? Object.getOwnPropertyDescriptor(at, name)?.value : undefined,
    value,
  );
}

/** Faults that the validator finds without a schema have a message only. */
function keywordOf(message: string): string {
  if (message.startsWith("Unknown query parameter")) return "unknownParameter";
  if (message.startsWith("Empty value")) return "allowEmptyValue";
  if (message.includes("reserved characters")) return "allowReserved";
  return message.includes("allowed values") ? "discriminator" : "schema";
}

/** Turns an error of express-openapi-validator into a refusal; faults of the validator itself stay as they are. */
export function mapEovError(error: unknown, judged: JudgedOperation): unknown {
  if (!isRequestError(error)) return error;
  if (error instanceof eovErrors.UnsupportedMediaType) {
    return new UnsupportedMediaTypeError("mediaType", [
      ...(judged.operation.requestBody?.content.keys() ?? []),
    ]);
  }
  return new InvalidRequestError(
    (error.errors ?? []).map((detail) => toDetail(detail, judged)),
    error,
  );
}
