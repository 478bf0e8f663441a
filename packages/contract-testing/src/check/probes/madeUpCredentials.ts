import type { SecurityScheme } from "@gatehouse/contract";
import * as fc from "fast-check";

/** A kind of credential that nobody was given. */
export interface MadeUpCredential {
  /** What is wrong with it, behind the name of the scheme. */
  readonly what: string;
  /** What goes into the header, query parameter or cookie. */
  readonly values: fc.Arbitrary<string>;
}

const random: fc.Arbitrary<string> = fc.stringMatching(/^[A-Za-z0-9_-]{16,48}$/);

/** What a header, query parameter or cookie of a security scheme may hold and must not open anything with. */
export function madeUpCredentials(scheme: SecurityScheme): readonly MadeUpCredential[] {
  if (scheme.type === "apiKey") return keys(scheme);
  const name = scheme.type === "http" ? (scheme.scheme ?? "") : "bearer";
  if (name === "basic") return basic();
  if (name === "bearer") return bearer();
  return [
    { what: "left empty", values: fc.constant("") },
    { what: "made up", values: random.map((text) => `${name} ${text}`) },
  ];
}

function keys({ in: place }: SecurityScheme): readonly MadeUpCredential[] {
  // A cookie without a value is not one (RFC 6265, 4.1.1 allows it, few servers see it).
  const empty = place === "cookie" ? [] : [{ what: "left empty", values: fc.constant("") }];
  return [
    ...empty,
    { what: "made up", values: fc.oneof(random, fc.uuid()) },
    { what: "saying nothing", values: fc.constantFrom("null", "undefined") },
  ];
}

/** A JSON Web Token that says it needs no signature (RFC 8725, 2.1). */
const UNSIGNED = `Bearer ${encode({ alg: "none", typ: "JWT" })}.${encode({ sub: "admin" })}.`;

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function bearer(): readonly MadeUpCredential[] {
  return [
    { what: "left empty", values: fc.constantFrom("", "Bearer") },
    { what: "made up", values: random.map((token) => `Bearer ${token}`) },
    { what: "of another scheme", values: fc.oneof(fc.constant("Basic notbearer"), random.map(base64)) },
    { what: "without its scheme", values: random },
    { what: "unsigned", values: fc.constant(UNSIGNED) },
  ];
}

function basic(): readonly MadeUpCredential[] {
  const pairs = fc.tuple(random, random).map(([user, password]) => base64(`${user}:${password}`));
  return [
    { what: "left empty", values: fc.constantFrom("", "Basic", base64(":")) },
    { what: "made up", values: pairs },
    { what: "malformed", values: fc.constantFrom("Basic !", base64("nocolon")) },
    { what: "of another scheme", values: random.map((token) => `Bearer ${token}`) },
  ];
}

function base64(text: string): string {
  return `Basic ${Buffer.from(text).toString("base64")}`;
}
