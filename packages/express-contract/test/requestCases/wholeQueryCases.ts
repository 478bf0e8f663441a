import {
  FORM,
  integer,
  JSON_TYPE,
  type MessageCase,
  numbers,
  parameter,
  point,
  text,
} from "./MessageCase.ts";

const QUERYSTRING = "OpenAPI 3.2.0, 4.12.1 (in: querystring)";
const COOKIE_STYLE = "OpenAPI 3.2.0, 4.12.4 (style cookie)";
const COOKIES = "RFC 6265, 4.2 and 5.4 (the Cookie header)";
const LISTS = "RFC 9110, 5.3 and 5.6.1 (lists in headers)";
const PATHS = "RFC 3986, 3.3 (path segments)";

const whole = (type: string, schema: object) => ({
  openapi: "3.2.0",
  ...parameter("querystring q", { content: { [type]: { schema } } }),
});
const cookie = (schema: object, more: object = {}) => ({
  openapi: "3.2.0",
  ...parameter("cookie c", { style: "cookie", schema, ...more }),
});

/** Whole queries, cookies, lists in headers and path segments. */
export const wholeQueryCases: readonly MessageCase[] = [
  [QUERYSTRING, whole(JSON_TYPE, point), { query: "%7B%22x%22%3A1%7D" }, { query: { q: { x: 1 } } }],
  [QUERYSTRING, whole(JSON_TYPE, point), { query: '{"x":1}' }, { query: { q: { x: 1 } } }],
  [QUERYSTRING, whole(JSON_TYPE, point), { query: "%7B%22x%22%3A%221%22%7D" }, 400],
  [QUERYSTRING, whole(JSON_TYPE, text), { query: "%22a+b%22" }, { query: { q: "a+b" } }],
  [QUERYSTRING, whole(JSON_TYPE, point), { query: "x=1" }, 400],
  [QUERYSTRING, whole(FORM, point), { query: "x=1&y=2" }, { query: { q: { x: 1, y: 2 } } }],
  [QUERYSTRING, whole(FORM, point), { query: "y=2" }, 400],
  [QUERYSTRING, whole(FORM, point), { query: "x=1&x=2" }, 400],
  [
    QUERYSTRING,
    whole(FORM, { type: "object", properties: { n: text } }),
    { query: "n=a+b%2B" },
    { query: { q: { n: "a b+" } } },
  ],
  [QUERYSTRING, whole("text/plain", text), { query: "a=b&c" }, { query: { q: "a=b&c" } }],
  [QUERYSTRING, whole(FORM, point), { query: "%zz=1" }, 400],
  [QUERYSTRING, whole(JSON_TYPE, point), {}, { query: {} }],
  [COOKIE_STYLE, cookie(text), { headers: { cookie: "c=a%20b" } }, { cookie: { c: "a%20b" } }],
  [COOKIE_STYLE, cookie(text), { headers: { cookie: "c=a+b" } }, { cookie: { c: "a+b" } }],
  [
    COOKIE_STYLE,
    cookie(numbers, { explode: false }),
    { headers: { cookie: "c=1,2" } },
    { cookie: { c: [1, 2] } },
  ],
  [COOKIE_STYLE, cookie(numbers), { headers: { cookie: "c=1; c=2" } }, { cookie: { c: [1, 2] } }],
  [COOKIE_STYLE, cookie(point), { headers: { cookie: "x=1; y=2" } }, { cookie: { c: { x: 1, y: 2 } } }],
  [
    COOKIES,
    parameter("cookie c", { schema: text }),
    { headers: { cookie: 'c="quoted"' } },
    { cookie: { c: "quoted" } },
  ],
  [
    COOKIES,
    parameter("cookie c", { schema: text }),
    { headers: { cookie: "other=1; c=a=b" } },
    { cookie: { c: "a=b" } },
  ],
  [COOKIES, parameter("cookie c", { schema: text }), { headers: { cookie: "C=1" } }, { cookie: {} }],
  [COOKIES, parameter("cookie c", { schema: text, required: true }), { headers: { cookie: ";;; d" } }, 400],
  [
    LISTS,
    parameter("header X-N", { schema: numbers }),
    { headers: { "x-n": "1 , 2" } },
    { header: { "X-N": [1, 2] } },
  ],
  [
    LISTS,
    parameter("header X-N", { schema: point, explode: true }),
    { headers: { "x-n": "x=1,y=2" } },
    { header: { "X-N": { x: 1, y: 2 } } },
  ],
  [LISTS, parameter("header X-N", { schema: integer, required: true }), { headers: { "x-n": "" } }, 400],
  [
    PATHS,
    { path: "/{p}", ...parameter("path p", { schema: text }) },
    { path: "/a;b=c" },
    { path: { p: "a;b=c" } },
  ],
  [
    PATHS,
    { path: "/{p}", ...parameter("path p", { schema: text }) },
    { path: "/a%2Fb" },
    { path: { p: "a/b" } },
  ],
  [
    PATHS,
    { path: "/{p}", ...parameter("path p", { schema: text }) },
    { path: "/a+b" },
    { path: { p: "a+b" } },
  ],
  [PATHS, { path: "/{p}", ...parameter("path p", { schema: text }) }, { path: "/%E2%82" }, 400],
  [
    PATHS,
    { path: "/{p}", ...parameter("path p", { schema: integer }) },
    { path: "/1.0" },
    { path: { p: 1 } },
  ],
  [COOKIE_STYLE, cookie(text), { headers: { cookie: 'c="quoted"' } }, { cookie: { c: '"quoted"' } }],
];
