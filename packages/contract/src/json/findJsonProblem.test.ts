import { expect, test } from "vitest";
import { findJsonProblem } from "./findJsonProblem.ts";

test.each([
  { text: "", at: "1:1", message: "Unexpected end of JSON input" },
  { text: "{\n", at: "2:1", message: "Expected property name or '}'" },
  { text: "users: 1", at: "1:1", message: "Unexpected token 'u'" },
  { text: '{\n  "a": [1,\n    tru]\n}', at: "3:8", message: "Unexpected token ']'" },
  { text: '{\n  "a" 1\n}', at: "2:7", message: "Expected ':' after property name" },
  { text: '{"a": 1} x', at: "1:10", message: "Unexpected non-whitespace character after JSON" },
  { text: '{"a": "b\nc"}', at: "1:9", message: "Bad control character in string literal" },
  { text: '{"a": "\\x"}', at: "1:9", message: "Bad escaped character" },
  { text: '{"a": 01}', at: "1:8", message: "Unexpected number" },
  { text: '{"a": 1.}', at: "1:9", message: "Unterminated fractional number" },
  { text: '{"a": "b', at: "1:9", message: "Unterminated string" },
  { text: '{"a": \u001b[1m}', at: "1:7", message: "Unexpected token 'U+001b'" },
  {
    text: `{"a": "${"b".repeat(5000)}",\n// no comments\n}`,
    at: "2:1",
    message: "Expected double-quoted property name",
  },
])('"$message" stands at $at', ({ text, at, message }) => {
  const problem = findJsonProblem(text);
  expect(`${problem?.line}:${problem?.column}`).toBe(at);
  expect(problem?.message).toBe(message);
});

test.each([{ text: "null" }, { text: ' {"a": [1e5, "\\u0041"]} ' }])(
  "JSON has no problem: $text",
  ({ text }) => {
    expect(findJsonProblem(text)).toBeUndefined();
  },
);
