import { stat } from "node:fs/promises";
import { type DoctorScene, fail, type Observation, ok, warn } from "./Finding.ts";

const OTHERS_WRITE = 0o022;
const OTHERS = 0o077;

/** Whether the data directory belongs to its user alone. */
export async function checkDirectory({ dataDirectory }: DoctorScene): Promise<Observation> {
  const stats = await stat(dataDirectory).catch((error: NodeJS.ErrnoException) => error.code ?? "unknown");
  if (stats === "ENOENT") {
    return warn(
      `${dataDirectory} does not exist`,
      "The first start of the server makes it. If there should be one, name it with --data-dir.",
    );
  }
  if (typeof stats === "string") {
    return fail(
      `${dataDirectory} cannot be looked at (${stats})`,
      "Run the command as its owner, with sudo -u.",
    );
  }
  if (!stats.isDirectory()) {
    return fail(`${dataDirectory} is not a directory`, "Name the right one with GATEHOUSE_DATA_DIR.");
  }
  if (process.platform === "win32") return ok(dataDirectory);
  return judge({ path: dataDirectory, mode: stats.mode & 0o777, owner: stats.uid });
}

function judge({ path, mode, owner }: { path: string; mode: number; owner: number }): Observation {
  const user = process.geteuid?.() ?? owner;
  const shown = mode.toString(8);
  if (user !== owner && user !== 0) {
    return fail(
      `${path} belongs to user ${owner}, and this is user ${user}`,
      `Run the command as its owner: sudo -u '#${owner}' gatehouse doctor`,
    );
  }
  const advice = `Run: chmod 700 ${path}`;
  if ((mode & OTHERS_WRITE) !== 0) {
    return fail(`others on this machine may change files in ${path} (mode ${shown})`, advice);
  }
  if ((mode & OTHERS) !== 0) {
    return warn(`others on this machine may look into ${path} (mode ${shown})`, advice);
  }
  return ok(`${path}, user ${owner}, mode ${shown}`);
}
