import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A process that listens on a port. */
export interface Listener {
  readonly pid: number;
  /** The name of its program. */
  readonly program: string;
  /** Whether it was stopped by a signal: it holds what it has, and does nothing until it is continued. */
  readonly isStopped: boolean;
}

const LISTENING = "0A";
const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];

/**
 * Finds the process that listens on a TCP port of this machine, as Linux shows it (proc(5)).
 *
 * @returns nothing on other systems, and where the process belongs to a user whose files this one may not see
 */
export function findListener(port: number): Listener | undefined {
  const sockets = new Set(TABLES.flatMap((table) => socketsOn(port, read(table))));
  if (sockets.size === 0) return undefined;
  for (const name of list("/proc").filter((entry) => /^\d+$/.test(entry))) {
    if (!linksOf(`/proc/${name}/fd`).some((link) => sockets.has(link))) continue;
    const status = read(`/proc/${name}/status`);
    const [, program = "unknown"] = /^Name:\s+(.+)$/m.exec(status) ?? [];
    return { pid: Number(name), program, isStopped: /^State:\s+T/m.test(status) };
  }
  return undefined;
}

function socketsOn(port: number, table: string): readonly string[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    return local.endsWith(end) && state === LISTENING ? [`socket:[${inode}]`] : [];
  });
}

function linksOf(folder: string): readonly string[] {
  return list(folder).map((name) => orNothing(() => readlinkSync(`${folder}/${name}`)) ?? "");
}

function list(folder: string): readonly string[] {
  return orNothing(() => readdirSync(folder)) ?? [];
}

function read(file: string): string {
  return orNothing(() => readFileSync(file, "utf8")) ?? "";
}

/** Processes come and go meanwhile, and others may not be looked at. */
function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
