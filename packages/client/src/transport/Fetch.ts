/** What a fetch of the caller's choice is given; a part of the standard `RequestInit`. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

/** What the client reads of an answer; a part of the standard `Response`. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { forEach(visit: (value: string, name: string) => void): void };
  text(): Promise<string>;
}

/**
 * A fetch of the caller's choice: the global one, undici's, or a wrapper that adds a private CA.
 *
 * It is called with a URL and an init object and never with a `Request`, because implementations do not accept each
 * other's `Request` objects.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;
