import { StoreUnavailableError } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { createLine, type LineMessage } from "./createLine.ts";

/** A line whose other end reads when the test says so. */
function createFixture(mostUnread: number) {
  const sent: (readonly LineMessage[])[] = [];
  const reads: (() => void)[] = [];
  let unread = 0;
  const line = createLine<{ word: number }>({
    port: {
      send(messages, onSent) {
        sent.push(messages);
        reads.push(onSent);
      },
    },
    onCall: () => undefined,
    onNotification: () => undefined,
    onUnread() {
      unread += 1;
    },
    mostUnread,
  });
  return {
    ...{ line, sent },
    countUnread: () => unread,
    read() {
      for (const onSent of reads.splice(0)) onSent();
    },
  };
}

test("messages of one turn are sent together, and read messages make room for more", async () => {
  const { line, sent, read, countUnread } = createFixture(3);
  for (let round = 0; round < 4; round += 1) {
    for (let word = 0; word < 3; word += 1) line.notify("word", word);
    line.flush();
    read();
  }
  expect(sent.map((messages) => messages.length)).toEqual([3, 3, 3, 3]);
  expect(countUnread()).toBe(0);
});

test("an end that does not read is cut once, and its pending calls fail", async () => {
  const { line, sent, countUnread } = createFixture(3);
  const call = line.call("question", undefined);
  for (let word = 0; word < 5; word += 1) line.notify("word", word);
  await expect(call).rejects.toThrow(StoreUnavailableError);
  await expect(line.call("question", undefined)).rejects.toThrow(StoreUnavailableError);
  line.flush();
  expect(sent).toEqual([]);
  expect(countUnread()).toBe(1);
});
