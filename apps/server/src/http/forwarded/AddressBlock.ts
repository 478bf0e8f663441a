/** A block of addresses that share their first bits; a single address is a block of its own. */
export interface AddressBlock {
  readonly family: "ipv4" | "ipv6";
  readonly address: string;
  /** How many bits they share. */
  readonly prefixBits: number;
}
