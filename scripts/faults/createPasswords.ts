/** So many passwords of a user are tried one after the other. */
const MOST_PASSWORDS_KEPT = 3;

/** The passwords that users may have: a change without a response may have been made or not. */
export function createPasswords(first: ReadonlyMap<string, string>) {
  const possible = new Map([...first].map(([user, password]) => [user, [password]]));
  /** Those whose password is being changed, or is not known. */
  const uncertain = new Set<string>();
  let count = 0;

  function proved(user: string, password: string): void {
    const others = (possible.get(user) ?? []).filter((other) => other !== password);
    possible.set(user, [password, ...others].slice(0, MOST_PASSWORDS_KEPT));
    uncertain.delete(user);
  }

  return {
    /** The likeliest first. */
    possible: (user: string): readonly string[] => possible.get(user) ?? [],
    proved,
    current: (user: string) => (uncertain.has(user) ? undefined : possible.get(user)?.[0]),
    next(user: string): string {
      count += 1;
      return `${first.get(user)} ${count}`;
    },
    /** Notes that a change begins; call what it gives when it is over. */
    change(user: string, password: string): (result: "done" | "unknown" | "rejected") => void {
      const [before = ""] = possible.get(user) ?? [];
      uncertain.add(user);
      return (result) => {
        if (result === "done") proved(user, password);
        else if (result === "rejected") proved(user, before);
        else possible.set(user, [before, password]);
      };
    },
  };
}
