/** The outcome of a call that reached the server: its data, or the contract's error. Check `ok` first. */
export type Result<Data, Fault> =
  | { readonly ok: true; readonly data: Data; readonly error?: undefined }
  | { readonly ok: false; readonly data?: undefined; readonly error: Fault };
