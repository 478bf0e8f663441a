/** The appliance that the sessions are on, as clients see it in `data.cloud`. */
export interface Appliance {
  readonly name: string;
  /** The kind of cloud that it manages. */
  readonly type: string;
}
