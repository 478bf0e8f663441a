/** The result of a validator for one request. */
export type ValidatorResult =
  | { readonly accepted: false; readonly status: number; readonly reason: string }
  | {
      readonly accepted: true;
      readonly values: {
        readonly path: Readonly<Record<string, unknown>>;
        readonly query: Readonly<Record<string, unknown>>;
        readonly header: Readonly<Record<string, unknown>>;
        readonly cookie: Readonly<Record<string, unknown>>;
        readonly body: unknown;
      };
    };
