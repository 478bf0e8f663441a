import { existsSync } from "node:fs";
import { SERVER_VERSION } from "../../composition/SERVER_VERSION.ts";
import { configurationFacts } from "../../config/Configuration.ts";
import type { ServerDescription } from "../../control/controlProtocol.ts";
import { hasControlSockets } from "../../control/controlSocketPath.ts";
import { type DoctorContext, fail, type Observation, ok } from "./Finding.ts";

/** Whether a server runs on the data directory, can be asked, and is the one that is installed and configured (OPS-09). */
export async function checkServer(context: DoctorContext): Promise<Observation> {
  const { server, contact } = context;
  if (contact instanceof Error) return fail("it cannot be asked", contact.message);
  if (server !== undefined) return compare(server, context);
  if (contact === "stale") {
    return fail(
      "none runs; the last one did not stop in order (its socket is still there)",
      "Check its log and the journal of the system for the reason, then start it again.",
    );
  }
  if (!hasControlSockets(process.platform)) return ok("cannot be asked on this platform");
  return wasStarted(context)
    ? fail("none runs", "Start it: systemctl start gatehouse, or gatehouse serve.")
    : ok("none runs yet");
}

function wasStarted({ configuration }: DoctorContext): boolean {
  const file = configuration?.store.file;
  return file !== undefined && [file, `${file}.marker`].some((one) => existsSync(one));
}

function compare(server: ServerDescription, { configuration }: DoctorContext): Observation {
  const { release, pid } = server;
  if (release !== SERVER_VERSION) {
    return fail(
      `release ${release} runs as process ${pid}, and release ${SERVER_VERSION} is installed`,
      "Restart the server to finish the upgrade.",
    );
  }
  const others = configuration === undefined ? [] : differencesOf(server, configurationFacts(configuration));
  const missing =
    configuration === undefined || server.workers === undefined
      ? 0
      : configuration.workers - server.workers.length;
  if (missing > 0 && others.length === 0) {
    return fail(
      `${missing} of its ${configuration?.workers} workers do not serve`,
      "Its log has the reason; it restarts them by itself.",
    );
  }
  const workers = server.workers === undefined ? "" : ` and ${server.workers.length} workers`;
  return others.length === 0
    ? ok(`release ${release} runs as process ${pid}${workers}, with these settings`)
    : fail(
        `process ${pid} runs with other settings: ${others.join(", ")}`,
        "Restart the server, or give this command the settings of the server with --settings.",
      );
}

/** Long values, such as the roles of vSphere, are compared and not shown. */
const LONGEST_SHOWN = 60;

function differencesOf(
  { configuration: running }: ServerDescription,
  configured: Readonly<Record<string, string>>,
): readonly string[] {
  if (running === undefined) return [];
  const names = [...new Set([...Object.keys(running), ...Object.keys(configured)])];
  return names
    .filter((name) => running[name] !== configured[name])
    .map((name) => {
      const values = [running[name] ?? "none", configured[name] ?? "none"];
      const isShort = values.every((value) => value.length <= LONGEST_SHOWN);
      return isShort ? `${name} is ${values[0]} there and ${values[1]} here` : `${name} differs`;
    });
}
