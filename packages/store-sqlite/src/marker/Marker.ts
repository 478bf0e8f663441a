/** What is kept beside the store file, to notice that the file is an old copy. */
export interface Marker {
  readonly storeId: string;
  /** Everything that was ended up to here was promised to stay so. */
  readonly sequence: number;
  /** When this was written, by the clock of the machine; Unix milliseconds. */
  readonly writtenAtMs: number;
}
