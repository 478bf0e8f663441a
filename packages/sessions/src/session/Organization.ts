/** An organisation a user may act for. */
export interface Organization {
  readonly id: string;
  readonly name: string;
}
