/** The `baseUrl` given to `createGatehouseClient` cannot be used. */
export class InvalidBaseUrlError extends Error {
  readonly code = "INVALID_BASE_URL";

  constructor(fault: string) {
    super(`baseUrl ${fault} Pass the address of the appliance, for example "https://appliance:9443".`);
    this.name = "InvalidBaseUrlError";
  }
}
