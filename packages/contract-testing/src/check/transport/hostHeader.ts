type Header = readonly [name: string, value: string];

/** `Host`, unless it is given. */
export function hostHeader(headers: readonly Header[], hostname: string, port: number): readonly Header[] {
  const isGiven = headers.some(([name]) => name.toLowerCase() === "host");
  return isGiven ? [] : [["host", `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`]];
}
