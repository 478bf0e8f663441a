import { loadContract, type Operation, SchemaReader } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { buildSite, contentOf, OWN, textOf } from "./support/buildSite.ts";

const CODES =
  "BAD_REQUEST, INVALID_CREDENTIALS, NOT_ENOUGH_PRIVILEGES, INVALID_SESSION_TOKEN, INTERNAL_SERVER_ERROR";
const SUCCESS_FIELDS = [
  ["boolean", "success", "Required"],
  ["boolean", "completed", "Required"],
  ["integer as int64", "time", "Required"],
  ["string", "version", "Required"],
];
const ERROR_FIELDS = [
  ...SUCCESS_FIELDS,
  ["string", "errorCode", "Optional", `Possible values are: ${CODES.replaceAll(", ", " , ")}`],
  ["string", "error", "Optional"],
];
/** What the published page shows for each status; the texts themselves are those of our document. */
const RESPONSES = [
  {
    status: "200",
    structure: "SessionDeleteResponse",
    fields: SUCCESS_FIELDS,
    code: undefined,
    error: undefined,
  },
  {
    status: "401",
    structure: "SessionErrorResponse",
    fields: ERROR_FIELDS,
    code: "INVALID_SESSION_TOKEN",
    error: "No active session found",
  },
  {
    status: "500",
    structure: "SessionErrorResponse",
    fields: ERROR_FIELDS,
    code: "INTERNAL_SERVER_ERROR",
    error: "Error during logout",
  },
];

const contract = await loadContract(OWN);
const site = await buildSite(OWN);
const page = textOf(contentOf(site.get("operations/deleteSession.html") ?? ""));
const operation = contract.operations.get("deleteSession") as Operation;

/** The description of a field of a response, as a reader sees it. */
function descriptionOf(structure: string, field: string): string {
  const reader = new SchemaReader(contract, "response");
  const node = reader.at(`/components/schemas/${structure}/properties/${field}`);
  const raws = [node.raw, node.keywords.ref?.raw] as readonly (
    | { readonly description?: string }
    | undefined
  )[];
  return plain(raws.find((raw) => raw?.description !== undefined)?.description);
}

function plain(markdown: string | undefined): string {
  return (markdown ?? "").replaceAll("`", " ").replaceAll(/\s+/g, " ").trim();
}

/** Every item of the published page, in its order. */
function publishedItems(): readonly string[] {
  const { value } = contract.resolve(operation.pointer);
  const { description } = value as { readonly description: string };
  return [
    "Delete Session",
    plain(description),
    "Request",
    "URI",
    "DELETE",
    "https://{server}:9443/api/admin/v1/sessions",
    "COPY",
    "Authentication",
    "This operation uses one of the following authentication methods.",
    "Responses",
    ...RESPONSES.flatMap(({ status, structure, fields, code, error }) => {
      const response = operation.responses.get(status);
      const example = [...(response?.content.get("application/json")?.examples.values() ?? [])][0]?.value;
      expect(example).toMatchObject({
        success: status === "200",
        completed: status === "200",
        time: 1753089693083,
        version: "1.0",
        ...(code !== undefined && { errorCode: code, error }),
      });
      return [
        status,
        plain(response?.description),
        `Returns ${structure} of type application/json`,
        JSON.stringify(example, null, 2).replaceAll(/\s+/g, " "),
        ...fields.flatMap(([type = "", name = "", need = "", ...values]) => {
          const text = descriptionOf(structure, name);
          expect(text, `${structure}.${name} has a description`).not.toBe("");
          return [`${type} ${name} ${need}`, text, ...values];
        }),
      ];
    }),
    "Code samples",
    "COPY",
    "curl -X DELETE",
    "-H",
    "/sessions",
  ];
}

/** Highlighting parts a text, so spaces beside signs do not count. */
function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

test("the page of Delete Session has every item of the published page, in its order", () => {
  const squeezed = squeeze(page);
  let at = 0;
  for (const item of publishedItems()) {
    const found = squeezed.indexOf(squeeze(item), at);
    expect(
      found,
      `"${item}" comes after "${squeezed.slice(Math.max(0, at - 40), at)}"`,
    ).toBeGreaterThanOrEqual(at);
    at = found + squeeze(item).length;
  }
  expect(publishedItems().length).toBeGreaterThan(60);
});

test("a misplaced or missing item is detected", () => {
  const squeezed = squeeze(page);
  expect(squeezed.indexOf(squeeze("Code samples"))).toBeGreaterThan(
    squeezed.indexOf(squeeze("Returns SessionErrorResponse")),
  );
  expect(squeezed.indexOf(squeeze("integer as int32"))).toBe(-1);
});

test("the curl sample has the method, the address and a header of a documented scheme, as the published one", () => {
  const markdown = site.get("operations/deleteSession.md") ?? "";
  const [, curl = ""] = /### curl\n\n```bash\n([\s\S]*?)\n```/.exec(markdown) ?? [];
  expect(curl).toContain('curl -X DELETE "$API_URL/sessions"');
  expect(curl).toContain('-H "x-hm-authorization: $XHM_TOKEN"');
});
