import { askServer, type ControlReply } from "../control/askServer.ts";
import { ControlError } from "../control/ControlError.ts";
import { controlSocketPath, hasControlSockets } from "../control/controlSocketPath.ts";

/** A server that does not say who it is for so long does not answer anything else either. */
const LONGEST_ANSWER_MILLISECONDS = 5000;

/**
 * Looks for the server of a data directory.
 *
 * @throws {ControlError} when there is one that cannot be asked
 */
export async function findServer(
  dataDirectory: string,
  operator: string,
): Promise<ControlReply<"describeServer">> {
  if (!hasControlSockets(process.platform)) return { kind: "absent" };
  try {
    return await askServer({
      path: controlSocketPath(dataDirectory),
      operation: "describeServer",
      input: {},
      operator,
      longestAnswerMilliseconds: LONGEST_ANSWER_MILLISECONDS,
    });
  } catch (error) {
    if (!(error instanceof ControlError && error.fault === "no-answer")) throw error;
    const message = `The server of ${dataDirectory} does not answer on its control socket. It may be about to stop: try again, and restart it if that does not help.`;
    throw new ControlError("no-answer", message, { cause: error });
  }
}
