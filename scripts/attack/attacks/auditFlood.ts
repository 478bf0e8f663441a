import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Attack, AttackContext, CaseResult } from "../Attack.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

/** Files of 64 KiB, of which one is kept: what fills them for minutes fills the usual ones for hours. */
const SMALL_TRAIL = { GATEHOUSE_AUDIT_MAX_BYTES: "65536", GATEHOUSE_AUDIT_KEEP_FILES: "1" };

/** What strangers can do that leaves a line. */
const kinds: readonly { readonly name: string; send(target: Target, index: number): Promise<unknown> }[] = [
  { name: "requests without a token", send: (target) => target.send({ path: SESSIONS }) },
  {
    name: "requests that break the contract",
    send: (target) => target.send({ method: "POST", path: SESSIONS, body: {} }),
  },
  {
    name: "failed sign-ins from many addresses",
    send: (target, index) =>
      target.send({
        method: "POST",
        path: SESSIONS,
        body: { username: `stranger-${index}`, password: "wrong" },
        from: `127.${1 + (index % 200)}.${Math.floor(index / 200) % 250}.7`,
      }),
  },
];

function trailOf({ dataDirectory }: Target): { readonly text: string; readonly bytes: number } {
  const files = readdirSync(dataDirectory).filter((name) => /^audit\.log(?:\.\d+)?$/.test(name));
  const all = readdirSync(dataDirectory).filter((name) => name.startsWith("audit.log"));
  return {
    text: files.map((name) => readFileSync(join(dataDirectory, name), "utf8")).join(""),
    bytes: all.reduce((sum, name) => sum + statSync(join(dataDirectory, name)).size, 0),
  };
}

async function flood(context: AttackContext, { name, send }: (typeof kinds)[number]): Promise<CaseResult> {
  const target = await context.start({ settings: SMALL_TRAIL });
  await target.signIn();
  const count = context.amount({ quick: 1500, full: 30_000 });
  for (let start = 0; start < count; start += 50)
    await Promise.all(Array.from({ length: 50 }, (_, index) => send(target, start + index)));
  await target.stop("SIGTERM");
  const { text, bytes } = trailOf(target);
  const [signIns, starts] = ["authn_login_success", "sys_startup"].map(
    (event) => text.split(`"event":"${event}"`).length - 1,
  );
  const held = signIns === 1 && starts === 1 && bytes < 8 * 65_536;
  return {
    name,
    held,
    saw: `after ${count} of them the trail has ${signIns} sign-in and ${starts} start, in ${bytes} bytes of files.`,
  };
}

/** Rejections until the trail has been filled several times over. */
export const auditFlood: Attack = {
  name: "audit-flood",
  ids: ["LOG-07"],
  does: "Is rejected until its lines would push the sign-in before out of the trail.",
  inTests: true,
  async run(context) {
    const results: CaseResult[] = [];
    for (const kind of kinds.slice(0, context.amount({ quick: 2, full: kinds.length })))
      results.push(await flood(context, kind));
    return results;
  },
};
