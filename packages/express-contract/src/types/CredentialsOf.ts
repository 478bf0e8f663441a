import type { Binding, OperationId } from "./Binding.ts";

/** The alternatives of an operation, each an object of schemes with their scopes. */
type Alternatives<B extends Binding, Id> = Id extends keyof B["operationSecurity"]
  ? B["operationSecurity"][Id] extends readonly (infer Alternative)[]
    ? Alternative
    : never
  : never;

/** Distributes, so that it gives the schemes of all alternatives and not only the shared ones. */
type SchemesIn<Alternative> = Alternative extends unknown ? Extract<keyof Alternative, string> : never;

type Credential<B extends Binding, Scheme> = Scheme extends keyof B["credentials"]
  ? B["credentials"][Scheme]
  : never;

type CredentialsOfAlternative<
  B extends Binding,
  Alternative,
  All extends string,
> = Alternative extends unknown
  ? { readonly [Scheme in SchemesIn<Alternative>]: Credential<B, Scheme> } & {
      readonly [Other in Exclude<All, SchemesIn<Alternative>>]?: undefined;
    }
  : never;

/**
 * The credentials of a request that passed the security requirements of an operation: one shape for
 * each alternative (OR), all schemes of that alternative (AND), the others `undefined`.
 */
export type CredentialsOf<B extends Binding, Id extends OperationId<B>> = [Alternatives<B, Id>] extends [
  never,
]
  ? Readonly<Record<never, never>>
  : CredentialsOfAlternative<B, Alternatives<B, Id>, SchemesIn<Alternatives<B, Id>>>;
