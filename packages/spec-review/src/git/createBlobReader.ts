import { spawn } from "node:child_process";

/** Reads files of a revision. */
export interface BlobReader {
  /** The text of a file, or undefined where the revision has no such file. */
  read(path: string): Promise<string | undefined>;
  /** Ends the process. */
  close(): void;
}

type Answer = (text: string | undefined) => void;

const LINE_END = 0x0a;

/**
 * Opens `git cat-file --batch`, which answers in the order in which it is asked: a document of thousands of files costs
 * one process, not one for each of them.
 */
export function createBlobReader(cwd: string, revision: string): BlobReader {
  const child = spawn("git", ["cat-file", "--batch", "--follow-symlinks"], {
    cwd,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting: Answer[] = [];
  const parser = createBatchParser((text) => waiting.shift()?.(text));
  let hasEnded = false;
  const end = () => {
    hasEnded = true;
    for (const answer of waiting.splice(0)) answer(undefined);
  };
  child.stdout.on("data", parser);
  child.on("error", end).on("close", end);
  // A process that has ended closes its input; the answers say so already.
  child.stdin.on("error", end);
  return {
    read: (path) =>
      new Promise((resolve) => {
        // The protocol is one line for each file, so a name of two lines cannot be asked for.
        if (path.includes("\n") || hasEnded) return resolve(undefined);
        waiting.push(resolve);
        child.stdin.write(`${revision}:${path}\n`);
      }),
    close: () => child.stdin.end(),
  };
}

/** Takes `<name> blob <bytes> LF <content> LF` apart; anything but a blob is no file, such as a link that leads nowhere. */
function createBatchParser(answer: Answer): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let wanted = 0;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < wanted) return;
    let rest = Buffer.concat(chunks);
    for (let next = readAnswer(rest); ; next = readAnswer(rest)) {
      wanted = next.wanted;
      if (next.used === 0) break;
      rest = rest.subarray(next.used);
      answer(next.text);
    }
    chunks = [rest];
    length = rest.length;
  };
}

interface ReadAnswer {
  /** Bytes of the answer; 0 where it has not arrived in full. */
  readonly used: number;
  readonly text?: string | undefined;
  /** Bytes that have to be there before it makes sense to look again. */
  readonly wanted: number;
}

function readAnswer(bytes: Buffer): ReadAnswer {
  const end = bytes.indexOf(LINE_END);
  if (end < 0) return { used: 0, wanted: 0 };
  const header = bytes.toString("utf8", 0, end);
  const [, type, size] = /(?:^| )(\w+) (\d+)$/.exec(header) ?? [];
  if (type === undefined) return { used: end + 1, wanted: 0 };
  const used = end + 1 + Number(size) + 1;
  if (bytes.length < used) return { used: 0, wanted: used };
  const text = type === "blob" ? bytes.toString("utf8", end + 1, used - 1) : undefined;
  return { used, text, wanted: 0 };
}
