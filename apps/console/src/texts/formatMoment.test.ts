import { expect, test } from "vitest";
import { describeRest, formatBytes, formatCountdown, formatMoment, shareLeft } from "./formatMoment.ts";

test.each([
  { name: "a limit that is over", restMs: -5, countdown: "0:00", words: "0 seconds" },
  { name: "the last second", restMs: 1, countdown: "0:01", words: "1 second" },
  { name: "a minute", restMs: 60_000, countdown: "1:00", words: "60 seconds" },
  { name: "half an hour", restMs: 1_799_001, countdown: "30:00", words: "30 minutes" },
  { name: "an hour", restMs: 3_600_000, countdown: "1:00:00", words: "1 hour" },
  { name: "hours and minutes", restMs: 42_123_000, countdown: "11:42:03", words: "11 hours 43 minutes" },
  {
    name: "a number of hours that is not even",
    restMs: 3_661_000,
    countdown: "1:01:01",
    words: "1 hour 2 minutes",
  },
])("a countdown shows $name", ({ restMs, countdown, words }) => {
  expect(formatCountdown(restMs)).toBe(countdown);
  expect(describeRest(restMs)).toBe(words);
});

test.each([
  { name: "before it begins", nowMs: 50, want: 1 },
  { name: "at its beginning", nowMs: 100, want: 1 },
  { name: "half-way", nowMs: 150, want: 0.5 },
  { name: "at its end", nowMs: 200, want: 0 },
  { name: "after its end", nowMs: 250, want: 0 },
])("the share that is left of a limit is $want $name", ({ nowMs, want }) => {
  expect(shareLeft(100, 200, nowMs)).toBe(want);
});

test("a limit without a length has no time left", () => {
  expect(shareLeft(100, 100, 50)).toBe(0);
});

test("a moment in UTC names its zone and has seconds", () => {
  expect(formatMoment(1_753_089_693_083, "utc")).toBe("21 Jul 2025, 09:21:33 UTC");
});

test("a moment in the reader's zone has the hours of that zone", () => {
  const hours = String(new Date(1_753_089_693_083).getHours()).padStart(2, "0");
  expect(formatMoment(1_753_089_693_083, "local")).toContain(`, ${hours}:`);
});

test("a moment of the current year in its zone has no year", () => {
  const newYear = Date.UTC(2026, 0, 1);
  expect(formatMoment(newYear, "utc", newYear + 1)).toBe("1 Jan, 00:00:00 UTC");
  expect(formatMoment(newYear - 1, "utc", newYear)).toBe("31 Dec 2025, 23:59:59 UTC");
});

test.each([
  { bytes: 0, want: "0 bytes" },
  { bytes: 999, want: "999 bytes" },
  { bytes: 1_843_200, want: "1.8 MB" },
  { bytes: 5e15, want: "5,000 TB" },
])("$bytes bytes are $want", ({ bytes, want }) => {
  expect(formatBytes(bytes)).toBe(want);
});
