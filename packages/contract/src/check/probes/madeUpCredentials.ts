import * as fc from "fast-check";
import type { SecurityScheme } from "../../Contract.ts";

/** What a header, query parameter or cookie of a security scheme holds when nobody has given it out. */
export function madeUpCredentials(scheme: SecurityScheme): fc.Arbitrary<string> {
  const random = fc.stringMatching(/^[A-Za-z0-9_-]{16,48}$/);
  if (scheme.type === "apiKey") {
    const fixed = scheme.in === "header" ? ["", "null", "undefined", "Bearer"] : ["null", "undefined"];
    return fc.oneof(random, fc.uuid(), fc.constantFrom(...fixed));
  }
  if (scheme.type === "http" && scheme.scheme === "basic") return basic(random);
  if (scheme.type === "http" && scheme.scheme !== "bearer") {
    return fc.oneof(
      fc.constant(""),
      random.map((text) => `${scheme.scheme} ${text}`),
    );
  }
  return fc.oneof(
    fc.constantFrom("", "Bearer", "Bearer null", "Basic notbearer", "Basic bm9ib2R5Om5vdGhpbmc=", UNSIGNED),
    random.map((token) => `Bearer ${token}`),
    random,
    random.map((token) => `Basic ${token}`),
  );
}

/** A JSON Web Token that says it needs no signature (RFC 8725, 2.1). */
const UNSIGNED = `Bearer ${encode({ alg: "none", typ: "JWT" })}.${encode({ sub: "admin" })}.`;

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function basic(random: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const pairs = fc.tuple(random, random).map(([user, password]) => base64(`${user}:${password}`));
  return fc.oneof(
    fc.constantFrom("", "Basic", "Basic !", base64(":"), base64("nocolon"), "Bearer notbasic"),
    pairs,
    random.map((token) => `Bearer ${token}`),
  );
}

function base64(text: string): string {
  return `Basic ${Buffer.from(text).toString("base64")}`;
}
