import type { operations } from "@gatehouse/api-types";
import {
  diffResponse,
  isJsonObject,
  loadContract,
  type Operation,
  renderDifferences,
} from "@gatehouse/contract";
import type { APIResponse, Page, Request, Route } from "playwright-core";
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

/** Gives a stand-in, possibly made from the response of the server; without one the server responds. */
export type Respond = (
  operation: Operation,
  askServer: () => Promise<APIResponse>,
) => StandIn | undefined | Promise<StandIn | undefined>;

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
    // The browser adds this header later than here.
    const headersOfBrowser = { ...route.request().headers(), "sec-fetch-site": "same-origin" };
    const askServer = () => route.fetch({ headers: headersOfBrowser });
    const standIn = operation && (await responses[operation.id as OperationId]?.(operation, askServer));
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
  /** Lets the page ask again. @default a reload */
  readonly ask?: () => Promise<unknown>;
  readonly work: () => Promise<void>;
}

/** Changes the responses of the server, lets the page ask for one, and shows it. */
export async function withChanged<Id extends OperationId>(
  page: Page,
  { id, change, ask = () => page.reload(), work }: Change<Id>,
): Promise<void> {
  const respond: Respond = async (_, askServer) => {
    const body: { readonly data: DataOf<Id> } = await (await askServer()).json();
    return { status: 200, body: { ...body, time: Date.now(), data: change(body.data) } };
  };
  await withResponses(page, { [id]: respond }, async () => {
    await ask();
    await work();
  });
}
