/** The name under which the token travels. */
export const TOKEN_HEADER = "x-hm-authorization";

/** The headers that hand a token to its owner. */
export function tokenHeaders(token: string): {
  readonly [TOKEN_HEADER]: string;
  readonly auth_token_name: typeof TOKEN_HEADER;
} {
  return { [TOKEN_HEADER]: token, auth_token_name: TOKEN_HEADER };
}
