import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** A change of the contract of this repository. */
export interface PlantedChange {
  readonly name: string;
  /** Made in every run, not only in the long one. */
  readonly isDaily: boolean;
  /** The rules that report it. */
  readonly rules: readonly string[];
  /** What the titles of those findings say. */
  readonly about: RegExp;
  /** A place that surely fails with it, so that nothing can agree on nothing. */
  readonly surely: { readonly kind: string; readonly file: string };
  /** Makes the change in a copy of the repository. */
  make(root: string): void;
}

type Yaml = ReturnType<typeof parseDocument>;

function edit(root: string, file: string, change: (document: Yaml) => void): void {
  const path = join(root, "spec", file);
  const document = parseDocument(readFileSync(path, "utf8"));
  const before = String(document);
  change(document);
  if (String(document) === before) throw new Error(`The planted change of ${file} changes nothing.`);
  writeFileSync(path, String(document));
}

/** Changes of all kinds: what the server sends, what callers send, an operation, a status. */
export const plantedChanges: readonly PlantedChange[] = [
  {
    name: "a member of a response is renamed",
    isDaily: false,
    rules: ["property-removed", "required-property-added"],
    about: /clientAddress|clientIp/,
    surely: { kind: "code", file: "apps/server/src/http/toSessionData.ts" },
    make: (root) =>
      edit(root, "schemas/Session.yaml", (document) => {
        document.setIn(["properties", "clientIp"], document.getIn(["properties", "clientAddress"]));
        document.deleteIn(["properties", "clientAddress"]);
        const required = document.toJS().required as string[];
        document.set(
          "required",
          required.map((name) => (name === "clientAddress" ? "clientIp" : name)),
        );
      }),
  },
  {
    name: "callers must send one more member",
    isDaily: true,
    rules: ["required-property-added"],
    about: /otp/,
    surely: { kind: "test", file: "packages/client/test/signIn.test.ts" },
    make: (root) =>
      edit(root, "schemas/SessionCreateRequest.yaml", (document) => {
        document.setIn(["properties", "otp"], document.createNode({ type: "string", maxLength: 8 }));
        document.addIn(["required"], "otp");
      }),
  },
  {
    name: "an operation is removed",
    isDaily: true,
    // The component of its response is used nowhere else, and goes with it.
    rules: ["operation-removed", "component-removed"],
    about: /GET \/sessions|SessionGetResponse/,
    surely: { kind: "client", file: "packages/client/src/createGatehouseClient.ts" },
    make: (root) => edit(root, "paths/sessions.yaml", (document) => document.delete("get")),
  },
  {
    name: "an operation responds with another status",
    isDaily: false,
    rules: ["response-status-removed", "response-status-added"],
    about: /`20[01]`/,
    surely: { kind: "handler", file: "apps/server/src/operations/createSession.ts" },
    make: (root) =>
      edit(root, "paths/sessions.yaml", (document) => {
        document.setIn(["post", "responses", "201"], document.getIn(["post", "responses", "200"]));
        document.deleteIn(["post", "responses", "200"]);
      }),
  },
];
