import { createHash } from "node:crypto";

/** The last link of a chain of audit lines. */
export interface ChainHead {
  /** The number of the line, from 1. */
  readonly sequence: number;
  /** SHA-256 of the line and everything before it, lower-case hex. */
  readonly hash: string;
}

/** Before the first line. */
export const GENESIS: ChainHead = { sequence: 0, hash: "0".repeat(64) };

/** A line that carries its place in the chain. */
interface SealedLine {
  readonly line: string;
  readonly head: ChainHead;
}

/**
 * Adds a line to a chain: it gets the next number, the hash of the line before, and its own hash, which is the SHA-256
 * of the previous hash and the line without its own. The bytes of the line are what is hashed; nothing is put into
 * another form first.
 *
 * @param record one line of JSON: an object with at least one property
 */
export function sealLine(record: string, previous: ChainHead): SealedLine {
  const sequence = previous.sequence + 1;
  const open = `${record.slice(0, -1)},"sequence":${sequence},"previous":"${previous.hash}"`;
  const hash = hashOf(previous.hash, `${open}}`);
  return { line: `${open},"hash":"${hash}"}`, head: { sequence, hash } };
}

/** What a sealed line says of itself, and whether it says the truth. */
export interface OpenedSeal {
  readonly head: ChainHead;
  readonly previousHash: string;
  /** Whether the hash is that of the line. */
  readonly genuine: boolean;
}

const SEAL = /,"sequence":([1-9]\d{0,14}),"previous":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}$/;

/** Reads the seal of a line; nothing when it has none. */
export function openSeal(line: string): OpenedSeal | undefined {
  const match = SEAL.exec(line);
  const [, sequence, previousHash, hash] = match ?? [];
  if (sequence === undefined || previousHash === undefined || hash === undefined) return undefined;
  const content = `${line.slice(0, line.length - `,"hash":"${hash}"}`.length)}}`;
  return {
    head: { sequence: Number(sequence), hash },
    previousHash,
    genuine: hashOf(previousHash, content) === hash,
  };
}

function hashOf(previousHash: string, content: string): string {
  return createHash("sha256").update(previousHash).update(content).digest("hex");
}
