/**
 * What the response guard does with an operation's answers.
 *
 * - `enforce`: every answer is held until it is checked; one that differs is replaced by a fault. For
 *   tests and development.
 * - `report`: answers leave untouched; a sample of them is checked afterwards. For production.
 * - `off`: nothing is looked at.
 */
export type GuardMode = "enforce" | "report" | "off";
