import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { isIPv4 } from "node:net";

/** A process that listens on a port. */
interface Listener {
  readonly pid: number;
  /** The name of its program. */
  readonly program: string;
  /** Whether it was stopped by a signal: it holds what it has, and does nothing until it is continued. */
  readonly isStopped: boolean;
}

const LISTENING = "0A";
const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];

/**
 * Finds the process that listens on a TCP port and address of this machine, or on the port of all addresses, as Linux
 * shows it (proc(5)).
 *
 * @returns nothing on other systems, and where the process belongs to a user whose files this one may not see
 */
export function findListener(port: number, address: string): Listener | undefined {
  const sockets = new Set(TABLES.flatMap((table) => socketsOn({ port, address }, read(table))));
  if (sockets.size === 0) return undefined;
  for (const name of list("/proc").filter((entry) => /^\d+$/.test(entry))) {
    if (!linksOf(`/proc/${name}/fd`).some((link) => sockets.has(link))) continue;
    const status = read(`/proc/${name}/status`);
    const [, program = "unknown"] = /^Name:\s+(.+)$/m.exec(status) ?? [];
    return { pid: Number(name), program, isStopped: /^State:\s+T/m.test(status) };
  }
  return undefined;
}

function socketsOn(
  { port, address }: { readonly port: number; readonly address: string },
  table: string,
): readonly string[] {
  const number = hexOf(port, 4);
  return table.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    const [host = "", ownNumber] = local.split(":");
    const isHeld = ownNumber === number && state === LISTENING && isSharedBy(host, address);
    return isHeld ? [`socket:[${inode}]`] : [];
  });
}

/** Whether who listens on a host of the table keeps others from an address; IPv6 addresses are not compared. */
function isSharedBy(host: string, address: string): boolean {
  if (!isIPv4(address) || address === "0.0.0.0" || /^0+$/.test(host)) return true;
  const bytes = address.split(".").map((byte) => hexOf(Number(byte), 2));
  return host.endsWith(bytes.reverse().join(""));
}

function hexOf(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, "0");
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

/** Processes start and end meanwhile, and others cannot be read. */
function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
