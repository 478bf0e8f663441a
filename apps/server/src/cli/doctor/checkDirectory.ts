import { stat } from "node:fs/promises";
import { type DoctorScene, fail, type Observation, ok, warn } from "./Finding.ts";

/** Whether the data directory is there for this user. Owner and mode are looked at with all that the server trusts. */
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
  const user = process.geteuid?.() ?? stats.uid;
  if (user !== stats.uid && user !== 0) {
    return fail(
      `${dataDirectory} belongs to user ${stats.uid}, and this is user ${user}`,
      `Run the command as its owner: sudo -u '#${stats.uid}' gatehouse doctor`,
    );
  }
  return ok(`${dataDirectory}, user ${stats.uid}, mode ${(stats.mode & 0o777).toString(8)}`);
}
