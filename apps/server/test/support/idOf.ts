import type { TestApi } from "./createTestApi.ts";

/** The public id of the session behind a token. */
export async function idOf(api: TestApi, token: string): Promise<string> {
  const response = await api.get("/sessions").set("x-hm-authorization", token).expect(200);
  return response.body.data.session.id;
}
