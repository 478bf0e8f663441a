import {
  ABSENT,
  byContent,
  colour,
  flag,
  inCookie,
  inHeader,
  integer,
  integers,
  pair,
  type RequestCase,
  text,
  texts,
} from "./RequestCase.ts";

const SIMPLE = "OpenAPI 3.1.1, 4.8.12.4 (style simple)";
const FORM = "OpenAPI 3.1.1, 4.8.12.4 (style form)";
const SPACE = "RFC 9110, 5.6.1 (white space around items)";
const IGNORED = "OpenAPI 3.1.1, 4.8.12.2 (ignored headers)";
const CONTENT = "OpenAPI 3.1.1, 4.8.12.3 (content)";
const REQUIRED = "OpenAPI 3.1.1, 4.8.12.2 (required)";
const NAMES = "RFC 9110, 5.1 (names have no case)";
const COOKIES = "RFC 6265, 4.2.1";
const BROKEN = "RFC 3986, 2.1 (percent-encoding)";
const OWN = "docs/guides/request-parameters.md (a rule of our own)";

const exploded = { explode: true };
const joined = { explode: false };

/** Values of the header `p`. */
export const headerCases: readonly RequestCase[] = [
  [SIMPLE, inHeader(text), "blue", "blue"],
  [SIMPLE, inHeader(text), "a, b", "a, b"],
  [SIMPLE, inHeader(integer), "5", 5],
  [SIMPLE, inHeader(integer), "five", 400],
  [SIMPLE, inHeader(flag), "true", true],
  [SIMPLE, inHeader(flag), "yes", 400],
  [SIMPLE, inHeader(texts), "blue,black", ["blue", "black"]],
  [SIMPLE, inHeader(texts), "blue", ["blue"]],
  [SIMPLE, inHeader(integers), "1,2", [1, 2]],
  [SIMPLE, inHeader(texts), "", []],
  [SIMPLE, inHeader(text), "", ""],
  [SIMPLE, inHeader(integer), "", 400],
  [SIMPLE, inHeader(colour), "R,1,G,2", { R: 1, G: 2 }],
  [SIMPLE, inHeader(colour), "R,1,G", 400],
  [SIMPLE, inHeader(colour, exploded), "R=1,G=2", { R: 1, G: 2 }],
  [SIMPLE, inHeader(colour, exploded), "R,1", 400],
  [SIMPLE, inHeader(texts, exploded), "a,b", ["a", "b"]],
  [SIMPLE, inHeader({ enum: ["a", "b"] }), "c", 400],
  [SPACE, inHeader(integers), "1, 2 ,\t3", [1, 2, 3]],
  [SPACE, inHeader(colour, exploded), "R=1, G=2", { R: 1, G: 2 }],
  [SPACE, inHeader(integer), " 5 ", 5],
  ["RFC 9110, 5.5 (no encoding is undone)", inHeader(text), "100%25", "100%25"],
  ["RFC 9110, 5.5 (no encoding is undone)", inHeader(text), "%zz", "%zz"],
  [NAMES, inHeader(integer, { name: "X-Count" }), "5", 5],
  [REQUIRED, inHeader(text, { required: true, name: "X-Other" }), "", 400],
  [REQUIRED, inHeader({ type: "integer", default: 3 }, { name: "X-Other" }), "", 3],
  [IGNORED, inHeader({ type: "string", pattern: "^never$" }, { name: "Authorization" }), "Basic x", ABSENT],
  [IGNORED, inHeader({ type: "integer" }, { name: "Accept" }), "text/html", ABSENT],
  [IGNORED, inHeader({ type: "integer" }, { name: "content-type" }), "text/html", ABSENT],
  [CONTENT, byContent("header", colour), '{"R":1}', { R: 1 }],
  [CONTENT, byContent("header", colour), '{"R":"1"}', 400],
  [CONTENT, byContent("header", colour), "{", 400],
  [CONTENT, byContent("header", text, "text/plain"), "a b", "a b"],
];

/** `Cookie` headers. */
export const cookieCases: readonly RequestCase[] = [
  [FORM, inCookie(text), "p=blue", "blue"],
  [FORM, inCookie(integer), "p=5", 5],
  [FORM, inCookie(integer), "p=five", 400],
  [FORM, inCookie(flag), "p=false", false],
  [FORM, inCookie(text), "p=", ""],
  [FORM, inCookie(integers), "p=1,2", [1, 2]],
  [FORM, inCookie(integers, joined), "p=1,2", [1, 2]],
  [FORM, inCookie(integers), "p=1", [1]],
  [FORM, inCookie(integers), "p=1&p=2", [1, 2]],
  [FORM, inCookie(colour, joined), "p=R,1,G,2", { R: 1, G: 2 }],
  [FORM, inCookie(colour), "R=1&G=2", { R: 1, G: 2 }],
  [FORM, inCookie(text), "p=a%20b", "a b"],
  [FORM, inCookie(text), "p=a+b", "a+b"],
  [BROKEN, inCookie(text), "p=%zz", 400],
  [BROKEN, inCookie(text), "other=%zz; p=a", "a"],
  [OWN, inCookie(integers), "p=1; p=2", [1, 2]],
  [OWN, inCookie(text), "p=a; p=b", "a"],
  [OWN, inCookie(pair), "a=1; b=2; session=3", { a: "1", b: "2" }],
  [COOKIES, inCookie(text), 'p="a b"', "a b"],
  [COOKIES, inCookie(text), "other=1;p=a;more=2", "a"],
  [COOKIES, inCookie(text), "P=a", ABSENT],
  [COOKIES, inCookie(text), "p=a=b", "a=b"],
  [REQUIRED, inCookie(text, { required: true }), "other=1", 400],
  [REQUIRED, inCookie({ type: "integer", default: 3 }), "other=1", 3],
  [CONTENT, byContent("cookie", colour), "p=%7B%22R%22%3A1%7D", { R: 1 }],
  [CONTENT, byContent("cookie", colour), "p=R", 400],
];
