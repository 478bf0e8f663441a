import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contender } from "../runner/Contender.ts";
import { PASSWORD } from "../runner/contenders.ts";
import { ALL_PARTS, parts } from "./parts.ts";

const LEAVE_OUT = new URL("leaveOut.ts", import.meta.url).href;

/** A server that is measured beside another. */
export interface Subject {
  readonly name: string;
  readonly note: string;
  readonly kind: "ladder" | "part" | "tls";
  readonly contender: Contender;
  /** What it is compared with; nothing where others are compared with it. */
  readonly reference?: Subject;
  readonly isReference?: boolean;
}

function bare(name: string, env: Readonly<Record<string, string>> = {}): Contender {
  return { name, script: "servers/bare.ts", env, note: "" };
}

function gatehouse(name: string, without: string, tls: "on" | "off" = "off"): Contender {
  return {
    name,
    script: "../apps/server/src/main.ts",
    portVariable: "GATEHOUSE_PORT",
    signsIn: true,
    tls: tls === "on",
    nodeArguments: without === "" ? [] : [`--import=${LEAVE_OUT}`],
    env: {
      BENCH_WITHOUT: without,
      GATEHOUSE_TLS: tls,
      GATEHOUSE_MANAGEMENT_PORT: "0",
      GATEHOUSE_DATA_DIR: mkdtempSync(join(tmpdir(), "gatehouse-parts-")),
      GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
    },
    note: "",
  };
}

const plain: Subject = {
  name: "node:http, bare",
  note: "No router, no checks: an object as JSON.",
  kind: "ladder",
  isReference: true,
  contender: bare("bare"),
};
const tls: Subject = {
  name: "node:https, bare",
  note: "The same with TLS; handshakes are not counted.",
  kind: "tls",
  isReference: true,
  contender: { ...bare("bare TLS", { TLS: "on" }), tls: true },
};
const whole: Subject = {
  name: "Gatehouse",
  note: "The whole server as it is shipped, plain HTTP, guard in `report` at 1 %.",
  kind: "ladder",
  isReference: true,
  reference: plain,
  contender: gatehouse("whole", ""),
};

/** All servers that are measured, references before those that are compared with them. */
export const subjects: readonly Subject[] = [
  plain,
  whole,
  {
    name: "sockets alone",
    note: "No HTTP: the same bytes are sent for each packet.",
    kind: "ladder",
    reference: plain,
    contender: { name: "sockets", script: "servers/socket.ts", note: "" },
  },
  {
    name: "bare, documented headers",
    note: "Bare, with the headers that the document requires.",
    kind: "ladder",
    reference: plain,
    contender: bare("bare with headers", { HEADERS: "documented" }),
  },
  ...[...parts, { name: ALL_PARTS, note: "What is left is Node and the way through our router." }].map(
    ({ name, note }): Subject => ({
      name,
      note,
      kind: "part",
      reference: whole,
      contender: gatehouse(`without ${name}`, name),
    }),
  ),
  tls,
  {
    name: "Gatehouse, TLS",
    note: "The whole server with TLS, connections kept.",
    kind: "tls",
    reference: tls,
    contender: gatehouse("whole with TLS", "", "on"),
  },
];
