import { expect, test } from "vitest";
import { findRepeatedKey } from "./findRepeatedKey.ts";

test.each([
  { given: '{"a":1,"a":2}', want: "a" },
  { given: '{"a":1,"b":{"c":"}","c":2}}', want: "c" },
  { given: '[{"a":1},{"a":2,"\\u0061":3}]', want: "a" },
  { given: '{"a":"a","b":["a","a"],"c":{"a":{"a":1}}}', want: undefined },
  { given: '{"a\\"":1,"a":"\\\\","b":"{\\"a\\":1,"}', want: undefined },
  { given: '"text"', want: undefined },
  { given: "[]", want: undefined },
])("in $given the repeated key is $want", ({ given, want }) => {
  expect(findRepeatedKey(given)).toBe(want);
});
