import type { ResponseHeader } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { nearestName } from "../nearestName.ts";
import { describeSchema } from "../schema/describeSchema.ts";
import type { SchemaViolation } from "../schema/SchemaViolation.ts";
import type { Difference } from "./Difference.ts";
import type { Exchange } from "./Exchange.ts";
import { readHeaderValue } from "./readHeaderValue.ts";
import { TRANSPORT_HEADERS } from "./transportHeaders.ts";

/** Finds missing, wrong and undocumented headers. */
export function diffHeaders(exchange: Exchange): readonly Difference[] {
  const documented = [...exchange.documented.headers.values()];
  return [
    ...documented.flatMap((header) => diffHeader(exchange, header)),
    ...[...exchange.headers.keys()].flatMap((name) => undocumentedHeader(exchange, name)),
  ];
}

function diffHeader(exchange: Exchange, header: ResponseHeader): readonly Difference[] {
  const values = exchange.headers.get(header.name);
  if (values === undefined) return header.required ? [missingHeader(exchange, header)] : [];
  // Set-Cookie alone comes line by line; of all others the lines are one list (RFC 9110, 5.3).
  const texts = header.name === "set-cookie" ? values : [values.join(", ")];
  return texts.flatMap((text) => invalidHeader(exchange, header, text));
}

function missingHeader({ builder }: Exchange, header: ResponseHeader): Difference {
  return builder.header("missing-header", header.name, {
    responsePointer: childPointer("/headers", header.name),
    documentPointer: header.pointer,
    expected: `the header "${header.name}": ${describeSchema(header.schema)}`,
    actual: undefined,
  });
}

function invalidHeader(
  { builder, engine }: Exchange,
  header: ResponseHeader,
  text: string,
): readonly Difference[] {
  const reading = readHeaderValue(engine, header, text);
  if (reading.fits) return [];
  const violations: readonly SchemaViolation[] = engine.violationsOf(reading.pointer, reading.value);
  const first = violations[0];
  return [
    builder.header("invalid-header", header.name, {
      responsePointer: childPointer("/headers", header.name),
      documentPointer: first?.documentPointer ?? header.pointer,
      expected: reading.expected || violations.map(({ expected }) => expected).join(", "),
      actual: text,
      suggestion: first?.suggestion,
    }),
  ];
}

function undocumentedHeader(exchange: Exchange, name: string): readonly Difference[] {
  const { builder, documented, headers, ignoredHeaders, impliedHeaders } = exchange;
  if (documented.headers.has(name) || TRANSPORT_HEADERS.has(name) || ignoredHeaders.has(name)) return [];
  if (impliedHeaders.has(name)) return impliedHeader(exchange, name);
  const absent = [...documented.headers.keys()].filter((known) => !headers.has(known));
  return [
    builder.header("undocumented-header", name, {
      responsePointer: childPointer("/headers", name),
      documentPointer: documented.pointer,
      expected: `no header "${name}"`,
      actual: headers.get(name)?.join(", "),
      suggestion: nearestName(name, absent),
    }),
  ];
}

/** A header that the document gives the value of, without naming it. */
function impliedHeader(
  { builder, documented, headers, impliedHeaders }: Exchange,
  name: string,
): readonly Difference[] {
  const [expected, actual] = [impliedHeaders.get(name), headers.get(name)?.join(", ")];
  if (expected === undefined || expected === actual) return [];
  return [
    builder.header("invalid-header", name, {
      responsePointer: childPointer("/headers", name),
      documentPointer: documented.pointer,
      expected: JSON.stringify(expected),
      actual,
    }),
  ];
}
