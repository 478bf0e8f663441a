/** Address or certificate authority of the vCenter cannot be used. */
export class VsphereOptionsError extends Error {
  readonly code = "VSPHERE_OPTIONS_UNUSABLE";
  /** Which of the two. */
  readonly option: "url" | "certificateAuthorityFile";

  constructor(option: "url" | "certificateAuthorityFile", message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "VsphereOptionsError";
    this.option = option;
  }
}
