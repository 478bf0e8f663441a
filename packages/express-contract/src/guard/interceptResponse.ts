import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** A header as it is sent; a name may come more than once. */
export type HeaderPair = readonly [name: string, value: string];

/** What was seen of a response. */
export interface SeenResponse {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  /** `undefined` when the body was longer than the limit, or is not complete. */
  readonly body: Buffer | undefined;
}

/** The forms in which `writeHead` takes headers. */
type HeadersArgument = OutgoingHttpHeaders | readonly unknown[] | undefined;

type Callback = (error?: Error | null) => void;

/** Decides over responses that are held back. */
interface ResponseHolder {
  /** Whether a response may leave; its `body` is `undefined` where only the head is held. */
  accepts(seen: SeenResponse): boolean;
  /** Sends another response in place of one that was not accepted; the response is as if nothing had been written. */
  replace(seen: SeenResponse): void;
}

/** How a response is intercepted. */
interface InterceptOptions {
  /** The longest body that is kept. */
  readonly bodyLimitBytes: number;
  /** Holds the response back until it is complete. */
  readonly holder?: ResponseHolder;
  /** Is called once with a response that was not held to its end, also when the client goes away before. */
  onEnd(seen: SeenResponse): void;
}

/**
 * Watches what is written to a response, and perhaps holds it back. All ways to respond, `json`, `send`, `sendStatus`,
 * `pipe` and streams, end in `writeHead`, `write` and `end`, so these are intercepted. Other middleware may have done
 * so before, or may do so later: what they put around a response stays where it is.
 *
 * Nothing of a held response reaches the socket before it is accepted. Of streams only the head is held: of event
 * streams, of bodies above the limit, and where `flushHeaders` asks for the head to leave. Meant for tests and
 * development, since what is held is kept in memory.
 */
export function interceptResponse(res: ServerResponse, options: InterceptOptions): void {
  const interception = new Interception(res, options);
  res.writeHead = (...args: unknown[]) => interception.writeHead(args);
  res.write = (...args: unknown[]) => interception.write(args);
  res.end = (...args: unknown[]) => interception.end(args);
  res.flushHeaders = () => interception.flushHeaders();
  res.once("close", () => interception.report(false));
}

class Interception {
  readonly #res: ServerResponse;
  readonly #options: InterceptOptions;
  readonly #inner: Pick<ServerResponse, "end" | "flushHeaders" | "write" | "writeHead">;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #head: Omit<SeenResponse, "body"> | undefined;
  /** `over`: reported, complete or replaced. */
  #state: "holding" | "over" | "passing";
  #isReplaced = false;

  constructor(res: ServerResponse, options: InterceptOptions) {
    const { writeHead, write, end, flushHeaders } = res;
    this.#res = res;
    this.#options = options;
    this.#inner = { writeHead, write, end, flushHeaders };
    this.#state = options.holder === undefined ? "passing" : "holding";
  }

  writeHead(args: readonly unknown[]): ServerResponse {
    if (this.#isReplaced) return this.#res;
    const { status, statusMessage, headers } = readHeadArguments(args);
    if (this.#state !== "holding") {
      this.#head ??= { status, headers: collectHeaders(this.#res, headers) };
      return Reflect.apply(this.#inner.writeHead, this.#res, args);
    }
    this.#res.statusCode = status;
    if (statusMessage !== undefined) this.#res.statusMessage = statusMessage;
    const pairs = readHeaders(headers);
    for (const [name] of pairs) this.#res.removeHeader(name);
    for (const [name, value] of pairs) this.#res.appendHeader(name, value);
    return this.#res;
  }

  write(args: readonly unknown[]): boolean {
    const bytes = toBuffer(args[0], args[1]);
    if (this.#state === "holding" && this.#canHold(bytes)) {
      this.#keep(bytes);
      const callback = callbackOf(args);
      if (callback !== undefined) process.nextTick(callback);
      return true;
    }
    if (this.#state === "holding") this.#letGo();
    if (this.#isReplaced) return false;
    this.#keep(bytes);
    return Reflect.apply(this.#inner.write, this.#res, args);
  }

  end(args: readonly unknown[]): ServerResponse {
    if (this.#isReplaced) return this.#res;
    if (this.#state === "holding") return this.#endHeld(args);
    const isFirst = !this.#res.writableEnded;
    if (isFirst) this.#keep(toBuffer(args[0], args[1]));
    const result = Reflect.apply(this.#inner.end, this.#res, args);
    if (isFirst) this.report(true);
    return result;
  }

  flushHeaders(): void {
    if (this.#state === "holding") this.#letGo();
    if (!this.#isReplaced) Reflect.apply(this.#inner.flushHeaders, this.#res, []);
  }

  report(isComplete: boolean): void {
    if (this.#state !== "passing" || (!isComplete && this.#head === undefined)) return;
    this.#state = "over";
    const isKnown = isComplete && this.#length <= this.#options.bodyLimitBytes;
    this.#options.onEnd({ ...this.#seenHead(), body: isKnown ? Buffer.concat(this.#chunks) : undefined });
  }

  /** Without `writeHead`, Node writes the head inside `end` from what was set. */
  #seenHead(): Omit<SeenResponse, "body"> {
    this.#head ??= { status: this.#res.statusCode, headers: collectHeaders(this.#res, undefined) };
    return this.#head;
  }

  #keep(bytes: Buffer | undefined): void {
    if (bytes === undefined) return;
    this.#length += bytes.length;
    // Copied, because the caller may use the same memory again before the check.
    if (this.#length <= this.#options.bodyLimitBytes) this.#chunks.push(Buffer.from(bytes));
    else this.#chunks.length = 0;
  }

  #canHold(bytes: Buffer | undefined): boolean {
    const isStream = String(this.#res.getHeader("content-type") ?? "").startsWith("text/event-stream");
    return !isStream && this.#length + (bytes?.length ?? 0) <= this.#options.bodyLimitBytes;
  }

  /** Sends what is held, and the rest as it comes. */
  #letGo(): void {
    if (!this.#decide(undefined)) return;
    this.#state = "passing";
    const held = Buffer.concat(this.#chunks);
    if (held.length > 0) Reflect.apply(this.#inner.write, this.#res, [held]);
  }

  #endHeld(args: readonly unknown[]): ServerResponse {
    const last = toBuffer(args[0], args[1]) ?? Buffer.alloc(0);
    const body = Buffer.concat([...this.#chunks, last]);
    if (!this.#decide(body)) return this.#res;
    this.#state = "over";
    const callback = callbackOf(args);
    return Reflect.apply(this.#inner.end, this.#res, body.length > 0 ? [body, callback] : [callback]);
  }

  /** Asks whether a held response may leave; where it may not, another one takes its place. */
  #decide(body: Buffer | undefined): boolean {
    const { holder } = this.#options;
    const res = this.#res;
    const seen = { status: res.statusCode, headers: collectHeaders(res, undefined), body };
    if (holder === undefined || holder.accepts(seen)) return true;
    this.#state = "over";
    this.#isReplaced = true;
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    res.statusMessage = "";
    // What others have put around the response belongs to the one that is gone, and may have ended with it.
    Object.assign(res, this.#inner);
    holder.replace(seen);
    if (res.writableEnded) silence(res);
    return false;
  }
}

/** What the author of a replaced response still writes goes nowhere; a source that waits gets `close`. */
function silence(res: ServerResponse): void {
  res.writeHead = () => res;
  res.write = () => false;
  res.end = () => res;
  res.flushHeaders = () => undefined;
}

function callbackOf(args: readonly unknown[]): Callback | undefined {
  return args.find((arg): arg is Callback => typeof arg === "function");
}

/** A chunk as `write` and `end` take it: text with an encoding, or bytes. */
function toBuffer(chunk: unknown, encoding: unknown): Buffer | undefined {
  if (chunk === undefined || chunk === null || typeof chunk === "function") return undefined;
  if (typeof chunk === "string") {
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
  }
  return chunk instanceof Uint8Array
    ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    : undefined;
}

/** The arguments of `writeHead`: a status, perhaps a reason phrase, perhaps headers. */
function readHeadArguments([status, second, third]: readonly unknown[]) {
  const hasMessage = typeof second === "string";
  return {
    status: Number(status),
    statusMessage: hasMessage ? second : undefined,
    headers: (hasMessage ? third : (second ?? third)) as HeadersArgument,
  };
}

function pairsOf(name: string, value: unknown): HeaderPair[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map((one): HeaderPair => [name, String(one)]) : [[name, String(value)]];
}

/** Reads the headers argument of `writeHead`: an object, a flat list, or a list of pairs. */
function readHeaders(headers: HeadersArgument): readonly HeaderPair[] {
  if (headers === undefined) return [];
  if (!Array.isArray(headers))
    return Object.entries(headers).flatMap(([name, value]) => pairsOf(name, value));
  if (Array.isArray(headers[0])) return headers.flatMap(([name, value]) => pairsOf(String(name), value));
  const pairs: HeaderPair[] = [];
  for (let index = 0; index < headers.length; index += 2) {
    pairs.push(...pairsOf(String(headers[index]), headers[index + 1]));
  }
  return pairs;
}

/** All headers of a response: those set before, less those that `writeHead` names again, and its own. */
function collectHeaders(res: ServerResponse, headers: HeadersArgument): readonly HeaderPair[] {
  const given = readHeaders(headers);
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const set = Object.entries(res.getHeaders())
    .filter(([name]) => !names.has(name))
    .flatMap(([name, value]) => pairsOf(name, value));
  return [...set, ...given];
}
