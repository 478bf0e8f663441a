import type { PassedResponse } from "./createTokenLender.ts";

/** The folders, server and programs that a validator works with. */
export interface Workspace {
  /** A folder that is kept between runs, for installed packages. */
  readonly home: string;
  /** A folder for reports. */
  readonly reports: string;
  /** Starts the real server with a token lender in front of it; both end with the scope. */
  openServer(options?: OpenServerOptions): Promise<OpenServer>;
  /** Runs a program to its end, its output also in a file of the reports. @throws {Error} when it cannot be run */
  run(command: Command): Promise<{ readonly code: number; readonly output: string }>;
}

/** A server that a validator can send requests to. */
export interface OpenServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`; requests that carry `LOAN` get a token that works. */
  readonly origin: string;
  /** The path that all operations begin with. */
  readonly basePath: string;
}

/** Options of a started server. */
export interface OpenServerOptions {
  /** Starts a proxy between the lender and the server; returns its origin. */
  readonly between?: (serverOrigin: string) => Promise<AsyncDisposable & { readonly origin: string }>;
  /** Called with each response on its way to the validator. */
  readonly onResponse?: (response: PassedResponse) => void;
}

/** A program to run. */
export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  /** Name of the file among the reports that keeps the output; without one, nothing is kept. */
  readonly log?: string;
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The outcome of a validator. */
export interface ValidatorResult {
  readonly passed: boolean;
  /** A few lines for people. */
  readonly summary: string;
}

/** A third-party tool that validates the running server against the document. */
export interface ExternalValidator {
  readonly name: string;
  /** Programs that must be installed. */
  readonly needs: readonly string[];
  validate(workspace: Workspace): Promise<ValidatorResult>;
}
