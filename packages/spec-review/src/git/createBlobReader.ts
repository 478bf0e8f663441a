import { spawn } from "node:child_process";

/** Reads files of a revision. */
export interface BlobReader {
  /** The text of a file, or undefined where the revision has no such file. */
  read(path: string): Promise<string | undefined>;
  /** Ends the process. */
  close(): void;
}

type Receive = (text: string | undefined) => void;

const LINE_END = 0x0a;

/**
 * Starts `git cat-file --batch`, which returns files in the order of the requests: a document of thousands of files
 * costs one process, not one for each of them.
 */
export function createBlobReader(cwd: string, revision: string): BlobReader {
  const child = spawn("git", ["cat-file", "--batch", "--follow-symlinks"], {
    cwd,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting: Receive[] = [];
  const parser = createBatchParser((text) => waiting.shift()?.(text));
  let hasEnded = false;
  const end = () => {
    hasEnded = true;
    for (const receive of waiting.splice(0)) receive(undefined);
  };
  child.stdout.on("data", parser);
  child.on("error", end).on("close", end);
  // A process that has ended closes its input; all reads return undefined by then.
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

/** Parses `<name> blob <bytes> LF <content> LF`; an entry of another type, such as a broken link, has no text. */
function createBatchParser(receive: Receive): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let wanted = 0;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < wanted) return;
    let rest = Buffer.concat(chunks);
    for (let next = readEntry(rest); ; next = readEntry(rest)) {
      wanted = next.wanted;
      if (next.used === 0) break;
      rest = rest.subarray(next.used);
      receive(next.text);
    }
    chunks = [rest];
    length = rest.length;
  };
}

interface BatchEntry {
  /** The length of the entry in bytes; 0 while it is incomplete. */
  readonly used: number;
  readonly text?: string | undefined;
  /** The number of bytes that an incomplete entry needs. */
  readonly wanted: number;
}

function readEntry(bytes: Buffer): BatchEntry {
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
