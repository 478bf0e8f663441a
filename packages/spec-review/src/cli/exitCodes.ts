/** Exit codes: what a CI looks at. */
export const EXIT_CODES = { pass: 0, undecided: 1, cannotCompare: 2, interrupted: 130 } as const;
