import type { Administration } from "./Administration.ts";
import { askServer } from "./askServer.ts";
import { ControlError } from "./ControlError.ts";
import type { ControlInput, ControlOperation, ServerControl } from "./controlProtocol.ts";
import { controlOperations } from "./parseControlInput.ts";

/** The administration of a running server, over its control socket. */
export function createRemoteAdministration(path: string, operator: string): ServerControl {
  const ask = async <Operation extends ControlOperation>(
    operation: Operation,
    input: ControlInput<Operation>,
  ) => {
    const reply = await askServer({ path, operation, input, operator });
    if (reply.kind === "answered") return reply.output;
    throw new ControlError("no-answer", "The server has stopped in the meantime. Run the command again.");
  };
  const methods = controlOperations.map((operation) => [
    operation,
    (input: ControlInput<typeof operation>) => ask(operation, input),
  ]);
  // One method for each operation, which is what the interface is.
  return Object.fromEntries(methods) as ServerControl satisfies Administration;
}
