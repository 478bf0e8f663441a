import type { HeaderValues } from "../response/writeResponse.ts";
import type { Binding } from "./Binding.ts";
import type { Concrete } from "./OperationResponse.ts";

type IsError<Key> = Key extends string | number
  ? `${Key}` extends `4${string}` | `5${string}` | "default"
    ? true
    : false
  : false;

type ContentKeys<Response> = Response extends { content: infer Content } ? Concrete<keyof Content> : never;

type ErrorContentKeys<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Key in keyof Responses]: IsError<Key> extends true ? ContentKeys<Responses[Key]> : never;
    }[keyof Responses]
  : never;

/** The media types that any operation documents for a rejection or an error. */
export type ErrorMediaType<B extends Binding> = {
  [Id in keyof B["operations"]]: ErrorContentKeys<B["operations"][Id]>;
}[keyof B["operations"]];

interface ErrorHead {
  readonly status: number;
  readonly headers?: HeaderValues;
}

interface ErrorWithoutBody extends ErrorHead {
  readonly contentType?: undefined;
  readonly body?: undefined;
}

interface ErrorWithBody<Media> extends ErrorHead {
  readonly contentType: Media;
  readonly body: unknown;
}

interface ErrorWithJson extends ErrorHead {
  readonly contentType?: undefined;
  readonly body: unknown;
}

/**
 * The response to a rejection or an error. Its media type is one that the document has for errors; only
 * `application/json`, where it is one of them, may be left out.
 */
export type ErrorResponse<B extends Binding> = [ErrorMediaType<B>] extends [never]
  ? ErrorWithoutBody | ErrorWithBody<string> | ErrorWithJson
  :
      | ErrorWithoutBody
      | ErrorWithBody<ErrorMediaType<B>>
      | (Extract<ErrorMediaType<B>, `application/json${string}`> extends never ? never : ErrorWithJson);
