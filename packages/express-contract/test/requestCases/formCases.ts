import {
  FORM,
  integer,
  JSON_TYPE,
  json,
  type MessageCase,
  numbers,
  point,
  type SentMessage,
  text,
} from "./MessageCase.ts";

const POSITIONS = "OpenAPI 3.2.0, 4.15.4 (encoding by name and by position)";
const FORM_DATA = "RFC 7578, 4 (parts of a form)";
const BOUNDARIES = "RFC 2046, 5.1.1 (boundaries)";
const URLENCODED = "WHATWG URL, 5.1 (forms)";
const ENCODING = "OpenAPI 3.1.1, 4.8.15.1 (contentType and its defaults)";
const CHARSETS = "RFC 9110, 8.3.2 (charset)";
const TYPES = "RFC 9110, 8.3 (Content-Type)";

const form = (schema: object, encoding?: object) => ({
  requestBody: { content: { [FORM]: { schema, ...(encoding && { encoding }) } } },
});
const multipart = (schema: object, encoding?: object) => ({
  requestBody: { content: { "multipart/form-data": { schema, ...(encoding && { encoding }) } } },
});
const typed = (type: string, schema: object) => ({ requestBody: { content: { [type]: { schema } } } });
const sendForm = (body: string): SentMessage => ({ type: FORM, body });

/** A multipart body; each part is its headers, an empty line and its text. */
function parts(...list: readonly string[]): SentMessage {
  const body = list.map((part) => `--b\r\n${part.replaceAll("\n", "\r\n")}\r\n`).join("");
  return { type: "multipart/form-data; boundary=b", body: `${body}--b--\r\n` };
}
const field = (name: string, value: string, more = "") =>
  `Content-Disposition: form-data; name="${name}"${more}\n\n${value}`;

/** Forms of both kinds, media types and charsets. */
export const formCases: readonly MessageCase[] = [
  [
    POSITIONS,
    { openapi: "3.2.0", ...multipart(point, { x: { contentType: "text/plain" } }) },
    parts(field("x", "1")),
    { body: { x: 1 } },
  ],
  [URLENCODED, form(point), sendForm("x=1&y=2"), { body: { x: 1, y: 2 } }],
  [URLENCODED, form(point), sendForm("x=1&x=2"), 400],
  [URLENCODED, form(point), sendForm("x=%"), 400],
  [
    URLENCODED,
    form({ type: "object", properties: { t: text } }),
    sendForm("t=a%2Bb+c"),
    { body: { t: "a+b c" } },
  ],
  [URLENCODED, form({ type: "object", properties: { t: numbers } }), sendForm("t=1"), { body: { t: [1] } }],
  [
    URLENCODED,
    form({ type: "object", properties: { t: point } }),
    sendForm("t=%7B%22x%22%3A1%7D"),
    { body: { t: { x: 1 } } },
  ],
  [
    URLENCODED,
    form({ type: "object", properties: { t: point } }, { t: { style: "deepObject", explode: true } }),
    sendForm("t[x]=1"),
    { body: { t: { x: 1 } } },
  ],
  [URLENCODED, form({ type: "object", properties: { t: text } }), sendForm(""), { body: {} }],
  [FORM_DATA, multipart(point), parts(field("x", "1"), field("x", "2")), 400],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { t: numbers } }),
    parts(field("t", "1"), field("t", "2")),
    { body: { t: [1, 2] } },
  ],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { t: point } }),
    parts(field("t", '{"x":1}')),
    { body: { t: { x: 1 } } },
  ],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { t: point } }),
    parts(field("t", '{"x":1,"x":2}')),
    400,
  ],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { t: text } }),
    parts(field("t", "a\nb")),
    { body: { t: "a\r\nb" } },
  ],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { t: text } }),
    parts('Content-Disposition: attachment; name="t"\n\na'),
    400,
  ],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { t: text } }),
    parts("Content-Type: text/plain\n\na"),
    400,
  ],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { 'a"b': text } }),
    parts(field("a%22b", "c")),
    { body: { 'a"b': "c" } },
  ],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { t: text } }),
    parts(`${"content-disposition: form-data; name=t\nContent-Type: text/plain; charset=iso-8859-1"}\n\na`),
    400,
  ],
  [BOUNDARIES, multipart(point), { ...parts(field("x", "1")), type: "multipart/form-data" }, 400],
  [
    BOUNDARIES,
    multipart(point),
    { ...parts(field("x", "1")), type: 'multipart/form-data; boundary="b"' },
    { body: { x: 1 } },
  ],
  [
    BOUNDARIES,
    multipart(point),
    { ...parts(field("x", "1")), type: "multipart/form-data; BOUNDARY=b" },
    { body: { x: 1 } },
  ],
  [BOUNDARIES, multipart(point), { ...parts(field("x", "1")), type: "multipart/form-data; boundary=B" }, 400],
  [
    BOUNDARIES,
    multipart(point),
    {
      type: "multipart/form-data; boundary=b",
      body: `preamble\r\n--b\r\n${field("x", "1").replaceAll("\n", "\r\n")}\r\n--b--\r\nepilogue`,
    },
    { body: { x: 1 } },
  ],
  [
    BOUNDARIES,
    multipart({ type: "object" }),
    { type: "multipart/form-data; boundary=b", body: "--b--\r\n" },
    { body: {} },
  ],
  [BOUNDARIES, multipart({ type: "object", properties: { t: text } }), parts(field("t", "--bc")), 400],
  [CHARSETS, json(text), { type: "application/json; charset=UTF-8", body: '"ä"' }, { body: "ä" }],
  [CHARSETS, json(text), { type: "application/json; charset=utf-16", body: '"a"' }, 415],
  [CHARSETS, json(text), { type: 'application/json; charset="utf-8"', body: '"a"' }, { body: "a" }],
  [CHARSETS, json(text), { type: JSON_TYPE, body: Buffer.from([0x22, 0xe4, 0x22]) }, 400],
  [CHARSETS, typed("text/plain", text), { type: "text/plain; charset=us-ascii", body: "a" }, { body: "a" }],
  [TYPES, json(text), { type: "APPLICATION/JSON", body: '"a"' }, { body: "a" }],
  [TYPES, json(text), { type: "application/json;", body: '"a"' }, { body: "a" }],
  [TYPES, json(text), { type: "application/json, text/plain", body: '"a"' }, 415],
  [TYPES, json(text), { body: '"a"' }, 415],
  [TYPES, typed("application/*", integer), { type: "application/vnd.x+json", body: "5" }, { body: 5 }],
  [TYPES, typed("text/plain", integer), { type: "text/plain", body: "5" }, { body: 5 }],
  [TYPES, typed("text/plain", integer), { type: "text/plain", body: " 5" }, 400],
  [
    ENCODING,
    multipart(point, { x: { contentType: "application/json" } }),
    parts(field("x", "1", "\nContent-Type: text/plain")),
    400,
  ],
  [
    ENCODING,
    multipart(point, { x: { contentType: "text/*, application/json" } }),
    parts(field("x", "1", "\nContent-Type: text/plain")),
    { body: { x: 1 } },
  ],
  [
    ENCODING,
    multipart({ type: "object", properties: { t: point } }),
    parts(field("t", '{"x":1}', '; filename="blob"\nContent-Type: application/json')),
    { body: { t: { x: 1 } } },
  ],
  [
    ENCODING,
    multipart({ type: "object", properties: { t: { type: "array", items: point } } }),
    parts(field("t", '{"x":1}'), field("t", '{"x":2}')),
    { body: { t: [{ x: 1 }, { x: 2 }] } },
  ],
  [
    ENCODING,
    multipart({ type: "object", properties: { t: text } }),
    parts(field("t", "a", '; filename="a.txt"')),
    { body: { t: "a" } },
  ],
  [
    FORM_DATA,
    multipart({ ...point, additionalProperties: false }),
    parts(field("x", "1"), field("z", "1")),
    400,
  ],
  [FORM_DATA, multipart(point), parts("Content-Disposition: form-data\n\n1"), 400],
  [FORM_DATA, multipart(point), parts(field("x", "1", "\nContent-Transfer-Encoding: base64")), 400],
  [FORM_DATA, multipart(point), parts(field("x", "1", '; name="y"')), 400],
  [FORM_DATA, multipart(point), parts(field("x", "1.5")), 400],
  [
    FORM_DATA,
    multipart({ type: "object", properties: { t: { type: ["string", "null"] } } }),
    parts(field("t", "null")),
    { body: { t: "null" } },
  ],
  [URLENCODED, form({ type: "object", properties: { t: { type: "boolean" } } }), sendForm("t=TRUE"), 400],
  [
    URLENCODED,
    form({ type: "object", properties: { t: numbers } }, { t: { explode: false } }),
    sendForm("t=1%2C2"),
    400,
  ],
  [
    URLENCODED,
    form({ type: "object", properties: { t: numbers } }, { t: { explode: false } }),
    sendForm("t=1,2"),
    { body: { t: [1, 2] } },
  ],
  [
    URLENCODED,
    form({ type: "object", properties: { "a[b]": text } }),
    sendForm("a[b]=1"),
    { body: { "a[b]": "1" } },
  ],
  [URLENCODED, form({ ...point, additionalProperties: false }), sendForm("x=1&=2"), 400],
];
