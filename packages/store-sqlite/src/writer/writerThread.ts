import { parentPort, workerData } from "node:worker_threads";
import { StoreFileUnusableError } from "../StoreFileUnusableError.ts";
import type { Command, WriterMessage, WriterOptions } from "./Command.ts";
import { createEngine } from "./createEngine.ts";
import { WriterLoop } from "./WriterLoop.ts";

/** The thread that owns all writes of one store. */
const send = (message: WriterMessage) => parentPort?.postMessage(message);

try {
  const engine = createEngine(workerData as WriterOptions);
  const loop = new WriterLoop(engine, send, () => parentPort?.close());
  parentPort?.on("message", (commands: readonly Command[]) => loop.receive(commands));
  send({ kind: "opened", startup: engine.startup });
} catch (error) {
  if (!(error instanceof StoreFileUnusableError)) throw error;
  const { path, fault, advice, cause } = error;
  send({ kind: "unusable", path, fault, advice, cause: cause instanceof Error ? cause.message : undefined });
  parentPort?.close();
}
