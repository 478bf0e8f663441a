/** What one argon2id hash costs. */
export interface Argon2Parameters {
  readonly memoryKibibytes: number;
  readonly passes: number;
  readonly lanes: number;
}

/** 19 MiB, 2 passes, 1 lane: the least that OWASP's password storage guidance allows for argon2id (AUT-01). */
export const defaultArgon2Parameters: Argon2Parameters = { memoryKibibytes: 19_456, passes: 2, lanes: 1 };
