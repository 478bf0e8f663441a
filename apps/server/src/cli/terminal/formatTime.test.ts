import { expect, test } from "vitest";
import { formatSpan, formatTime } from "./formatTime.ts";

const NOW_MS = Date.UTC(2026, 10, 24);

test.each([
  { name: "this moment", seconds: 0, want: "now" },
  { name: "a moment ago", seconds: -59, want: "59 s ago" },
  { name: "some minutes ahead", seconds: 1799, want: "in 30 min" },
  { name: "hours ago", seconds: -7200, want: "2 h ago" },
  { name: "three days less a moment", seconds: 3 * 86_400 - 2, want: "in 3 d" },
])("$name reads $want", ({ seconds, want }) => {
  expect(formatTime(NOW_MS + seconds * 1000, NOW_MS)).toBe(want);
});

test("a span of less than a second has no larger unit than seconds", () => {
  expect(formatSpan(0.2)).toBe("0 s");
});
