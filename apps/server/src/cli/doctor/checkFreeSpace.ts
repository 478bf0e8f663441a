import { statfs } from "node:fs/promises";
import { formatBytes } from "../terminal/formatBytes.ts";
import { type DoctorScene, fail, needsDirectory, type Observation, ok, warn } from "./Finding.ts";

const LITTLE_BYTES = 512 * 1024 * 1024;
const TOO_LITTLE_BYTES = 64 * 1024 * 1024;

/** Whether there is room for sessions and audit lines. */
export async function checkFreeSpace({ dataDirectory, canLook, server }: DoctorScene): Promise<Observation> {
  if (!canLook) return needsDirectory;
  const { bavail, bsize, ffree, files } = await statfs(dataDirectory);
  const bytes = bavail * bsize;
  const message = `${formatBytes(bytes)} free for the data directory`;
  const advice = "Make room on its disk: without it nobody can sign in, and audit lines are lost.";
  if (server?.store?.roomProblem !== undefined) return fail(server.store.roomProblem, advice);
  if (bytes < TOO_LITTLE_BYTES) return fail(message, advice);
  if (files > 0 && ffree === 0) return fail("no more files can be made (no free inodes)", advice);
  return bytes < LITTLE_BYTES ? warn(message, advice) : ok(message);
}
