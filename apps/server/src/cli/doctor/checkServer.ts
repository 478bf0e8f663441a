import { SERVER_VERSION } from "../../composition/SERVER_VERSION.ts";
import { hasControlSockets } from "../../control/controlSocketPath.ts";
import { type DoctorScene, fail, type Observation, ok, warn } from "./Finding.ts";

/** Whether a server runs on the data directory, and can be asked. */
export async function checkServer({ server, contact }: DoctorScene): Promise<Observation> {
  if (contact instanceof Error) return fail("it cannot be asked", contact.message);
  if (server !== undefined) {
    const { release, pid } = server;
    if (release === SERVER_VERSION) return ok(`release ${release} runs as process ${pid}`);
    return warn(
      `release ${release} runs as process ${pid}, and this command is of release ${SERVER_VERSION}`,
      "Restart the server to finish the upgrade.",
    );
  }
  if (contact === "stale") {
    return warn(
      "none runs; the last one did not stop in order (its socket is still there)",
      "Look into its log and the journal of the system for the reason, then start it again.",
    );
  }
  return ok(hasControlSockets(process.platform) ? "none runs" : "cannot be asked on this platform");
}
