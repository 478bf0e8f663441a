/** Told the token whenever it changes; `undefined` means that the client holds none any more. */
export type TokenListener = (token: string | undefined) => void;

/** The one place where the session token lives. */
export interface TokenHolder {
  current(): string | undefined;
  hold(token: string): void;
  /** Forgets the token, unless another one took its place in the meantime. */
  drop(token: string | undefined): void;
}

/** Makes a holder that keeps the token in memory only: in a closure, not in a property that could be printed. */
export function createTokenHolder(listener: TokenListener | undefined): TokenHolder {
  let held: string | undefined;
  const change = (token: string | undefined): void => {
    if (token === held) return;
    held = token;
    listener?.(token);
  };
  return {
    current: () => held,
    hold: change,
    drop: (token) => {
      if (token === held) change(undefined);
    },
  };
}
