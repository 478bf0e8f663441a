import { readFile } from "node:fs/promises";
import { type DoctorScene, type Observation, ok, warn } from "./Finding.ts";

/** The server takes 4,096 connections, and keeps some files open beside them. */
const NEEDED = 4096 + 256;

/** Whether the server may open as many files and connections as it is made for. */
export async function checkOpenFiles({ server }: DoctorScene): Promise<Observation> {
  const limit = await readLimit(server?.pid);
  const whose = server === undefined ? "for this shell" : "for the server";
  if (limit === undefined) return ok("not known on this platform");
  if (limit >= NEEDED) {
    return ok(`${limit === Number.POSITIVE_INFINITY ? "unlimited" : limit} ${whose}`);
  }
  return warn(
    `${limit} ${whose}, and ${NEEDED} are needed for as many connections as it takes`,
    "Set LimitNOFILE=65536 in the unit, or ulimit -n 65536 before the start.",
  );
}

async function readLimit(pid: number | undefined): Promise<number | undefined> {
  try {
    const text = await readFile(`/proc/${pid ?? "self"}/limits`, "utf8");
    const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(text) ?? [];
    if (soft === undefined) return undefined;
    return soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return undefined;
  }
}
