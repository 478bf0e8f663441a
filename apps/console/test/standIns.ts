import type { operations } from "@gatehouse/api-types";
import {
  diffResponse,
  isJsonObject,
  loadContract,
  type Operation,
  renderDifferences,
} from "@gatehouse/contract";
import type { Page, Request, Response, Route } from "playwright-core";
import { expect } from "vitest";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));
const RETRY_AFTER = { "retry-after": "30" };
const HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-transaction-id": "4636e751-ca87-42d4-a7fc-809b31fbbd82",
};
const MORE_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

/** A response in place of the server's. */
export interface StandIn {
  readonly status: number;
  readonly body: object;
}

/** Gives a stand-in; without one the server responds. */
export type Respond = (operation: Operation) => StandIn | undefined | Promise<undefined>;

type OperationId = keyof operations;

function operationOf(request: Request): Operation | undefined {
  const match = contract.match(request.method(), new URL(request.url()).pathname);
  return match.kind === "operation" ? match.operation : undefined;
}

/** Responds in place of the server during `work`. Fails if the contract does not allow such a response. */
export async function withResponses(
  page: Page,
  responses: Partial<Record<OperationId, Respond>>,
  work: () => Promise<void>,
): Promise<void> {
  const problems: string[] = [];
  const respond = async (route: Route): Promise<void> => {
    const operation = operationOf(route.request());
    const standIn = operation && (await responses[operation.id as OperationId]?.(operation));
    if (operation === undefined || standIn === undefined) return route.continue();
    const { status } = standIn;
    const body = JSON.stringify(standIn.body);
    const headers = { ...HEADERS, ...MORE_HEADERS[status] };
    const differences = diffResponse(operation, { status, headers, body });
    if (differences.length > 0) problems.push(renderDifferences(differences));
    return route.fulfill({ status, headers, body });
  };
  await page.route("**/api/**", respond);
  await work();
  await page.unroute("**/api/**", respond);
  expect(problems).toEqual([]);
}

/** An example of the document as a stand-in, with members of its own. */
export function example(status: number, name: string, members: object = {}): Respond {
  return ({ id, responses }) => {
    const content = responses.get(String(status))?.content.get("application/json");
    const value = content?.examples.get(name)?.value;
    if (!isJsonObject(value)) throw new Error(`${id} has no example "${name}" of ${status}.`);
    return { status, body: { ...value, time: Date.now(), ...members } };
  };
}

type DataOf<Id extends OperationId> = operations[Id]["responses"] extends {
  readonly 200: { readonly content: { readonly "application/json": { readonly data: infer Data } } };
}
  ? Data
  : never;

interface Change<Id extends OperationId> {
  readonly id: Id;
  readonly change: (data: DataOf<Id>) => DataOf<Id>;
  readonly work: () => Promise<void>;
}

/** Changes the responses of the server, reloads the page, and shows it. */
export async function withChanged<Id extends OperationId>(
  page: Page,
  { id, change, work }: Change<Id>,
): Promise<void> {
  let body: { readonly data: DataOf<Id> } | undefined;
  const note = async (response: Response): Promise<void> => {
    if (operationOf(response.request())?.id !== id) return;
    // A response just before the reload cannot be read any more; the next one can.
    body = await response.json().catch(() => body);
  };
  page.on("response", note);
  await page.reload();
  await expect.poll(() => body).toBeDefined();
  page.off("response", note);
  if (body === undefined) throw new TypeError(`${id} has no response.`);
  const { data } = body;
  const respond = () => ({ status: 200, body: { ...body, time: Date.now(), data: change(data) } });
  await withResponses(page, { [id]: respond }, async () => {
    await page.reload();
    await work();
  });
}
