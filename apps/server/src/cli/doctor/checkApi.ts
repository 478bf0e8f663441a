import { once } from "node:events";
import { createServer } from "node:net";
import { askApi } from "./askApi.ts";
import { type DoctorScene, fail, needsSettings, type Observation, ok } from "./Finding.ts";

/** Whether the running server answers, or a server that is started could listen. */
export async function checkApi({ server, configuration }: DoctorScene): Promise<Observation> {
  if (server !== undefined) return checkAnswer(server.origin);
  if (configuration === undefined) return needsSettings;
  return checkPort(configuration, "GATEHOUSE_PORT");
}

/** Whether a port could be listened on. */
export async function checkPort(
  { host, port }: { readonly host: string; readonly port: number },
  setting: string,
): Promise<Observation> {
  if (port === 0) return ok(`any free port of ${host}`);
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, "listening");
    return ok(`port ${port} of ${host} is free`);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return fail(
      `port ${port} of ${host} cannot be listened on (${reason})`,
      reason === "EADDRINUSE"
        ? `Another program has it: find it with ss -ltnp 'sport = :${port}', or set ${setting}.`
        : `Choose another one with ${setting}.`,
    );
  } finally {
    probe.close();
  }
}

async function checkAnswer(origin: string): Promise<Observation> {
  try {
    const { status, errorCode, milliseconds } = await askApi(origin);
    if (status === 401 && errorCode === "INVALID_SESSION_TOKEN") {
      return ok(`${origin} answers, in ${Math.round(milliseconds)} ms`);
    }
    return fail(
      `${origin} answers with ${status} where 401 was expected`,
      "Look into the log of the server; requests may be turned away because it is overloaded.",
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(`${origin} does not answer: ${reason}`, "Look into the log of the server, and restart it.");
  }
}
