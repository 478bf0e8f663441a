import {
  byContent,
  colour,
  inPath,
  integer,
  integers,
  map,
  number,
  type RequestCase,
  text,
  texts,
} from "./RequestCase.ts";

const STYLES = "OpenAPI 3.1.1, 4.8.12.4; RFC 6570, 3.2.5 and 3.2.7";
const ENCODED = "RFC 3986, 2.2 (an encoded delimiter is data)";
const BROKEN = "RFC 3986, 2.1 (percent-encoding)";
const SEGMENT = "RFC 3986, 3.3 (characters of a segment)";
const CONTENT = "OpenAPI 3.1.1, 4.8.12.3 (content)";

const styled = (style: string, explode: boolean) => (schema: object) => inPath(schema, { style, explode });
const simple = styled("simple", false);
const simpleExploded = styled("simple", true);
const label = styled("label", false);
const labelExploded = styled("label", true);
const matrix = styled("matrix", false);
const matrixExploded = styled("matrix", true);
const ratios = { type: "object", properties: { R: number, G: number } };

/** Paths, each with the parameter `p` as the last segment. */
export const pathCases: readonly RequestCase[] = [
  [STYLES, simple(text), "blue", "blue"],
  [STYLES, simple(integer), "5", 5],
  [STYLES, simple(integer), "x", 400],
  [STYLES, simple(texts), "blue,black,brown", ["blue", "black", "brown"]],
  [STYLES, simple(texts), "blue", ["blue"]],
  [STYLES, simple(integers), "1,2", [1, 2]],
  [STYLES, simple(integers), "1,,2", 400],
  [STYLES, simple(colour), "R,100,G,200", { R: 100, G: 200 }],
  [STYLES, simple(colour), "R,100,G", 400],
  [STYLES, simpleExploded(texts), "blue,black", ["blue", "black"]],
  [STYLES, simpleExploded(colour), "R=100,G=200", { R: 100, G: 200 }],
  [STYLES, simpleExploded(colour), "R,100", 400],
  [STYLES, simpleExploded(map), "a=1,b=2", { a: 1, b: 2 }],
  [STYLES, label(text), ".blue", "blue"],
  [STYLES, label(text), ".", ""],
  [STYLES, label(text), "blue", 400],
  [STYLES, label(number), ".1.5", 1.5],
  [STYLES, label(texts), ".blue,black,brown", ["blue", "black", "brown"]],
  [STYLES, label(texts), ".", []],
  [STYLES, label(colour), ".R,100,G,200", { R: 100, G: 200 }],
  [STYLES, labelExploded(text), ".blue", "blue"],
  [STYLES, labelExploded(texts), ".blue.black.brown", ["blue", "black", "brown"]],
  [STYLES, labelExploded(integers), ".1.2", [1, 2]],
  [STYLES, labelExploded(colour), ".R=100.G=200", { R: 100, G: 200 }],
  [STYLES, labelExploded(ratios), ".R=1.5.G=2.5", { R: 1.5, G: 2.5 }],
  [STYLES, labelExploded(colour), "R=100", 400],
  [STYLES, matrix(text), ";p=blue", "blue"],
  [STYLES, matrix(text), ";p", ""],
  [STYLES, matrix(integer), ";p=5", 5],
  [STYLES, matrix(integer), "5", 400],
  [STYLES, matrix(integer), ";q=5", 400],
  [STYLES, matrix(integer), ";p=5;p=6", 400],
  [STYLES, matrix(texts), ";p=blue,black", ["blue", "black"]],
  [STYLES, matrix(texts), ";p", []],
  [STYLES, matrix(colour), ";p=R,100,G,200", { R: 100, G: 200 }],
  [STYLES, matrixExploded(text), ";p=blue", "blue"],
  [STYLES, matrixExploded(texts), ";p=blue;p=black", ["blue", "black"]],
  [STYLES, matrixExploded(texts), ";p=blue", ["blue"]],
  [STYLES, matrixExploded(integers), ";p=1;q=2", 400],
  [STYLES, matrixExploded(colour), ";R=100;G=200", { R: 100, G: 200 }],
  [STYLES, matrixExploded(colour), ";R=100;R=200", 400],
  [ENCODED, simple(texts), "a%2Cb,c", ["a,b", "c"]],
  [ENCODED, simple(text), "a%2Fb", "a/b"],
  [ENCODED, matrix(text), ";p=a%3Bb", "a;b"],
  [ENCODED, matrixExploded(texts), ";p=a%3Bp=b;p=c", ["a;p=b", "c"]],
  [ENCODED, labelExploded(texts), ".a%2Eb.c", ["a.b", "c"]],
  [ENCODED, simpleExploded({ type: "object", additionalProperties: text }), "a%3Db=c", { "a=b": "c" }],
  [SEGMENT, simple(text), "a+b", "a+b"],
  [SEGMENT, simple(text), "a@b:c!$&'()*;=", "a@b:c!$&'()*;="],
  [SEGMENT, simple(text), "%E2%82%AC", "€"],
  [SEGMENT, simple(text), "a%20b", "a b"],
  [BROKEN, simple(text), "%zz", 400],
  [BROKEN, simple(text), "%FF", 400],
  [CONTENT, byContent("path", colour), "%7B%22R%22%3A1%7D", { R: 1 }],
  [CONTENT, byContent("path", integers), "%5B1,2%5D", [1, 2]],
  [CONTENT, byContent("path", colour), "%7B", 400],
  [CONTENT, byContent("path", integer, "text/plain"), "7", 7],
];
