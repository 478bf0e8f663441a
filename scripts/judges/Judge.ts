import type { PassedAnswer } from "./createTokenLender.ts";

/** Where a judge works, and what it works on. */
export interface Bench {
  /** A folder that stays from one run to the next: what the judge needs is installed there. */
  readonly home: string;
  /** A folder for what the judge leaves to be read. */
  readonly reports: string;
  /** Starts the real server and whoever lends tokens in front of it; both end with the scope. */
  openServer(options?: OpenServerOptions): Promise<OpenServer>;
  /** Runs a program to its end, its output also in a file of the reports. @throws {Error} when it cannot be run */
  run(command: Command): Promise<{ readonly code: number; readonly output: string }>;
}

/** A server that a judge can ask. */
export interface OpenServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`; requests that carry `LOAN` get a token that works. */
  readonly origin: string;
  /** The path that all operations begin with. */
  readonly basePath: string;
}

/** How a server is opened to a judge. */
export interface OpenServerOptions {
  /** Puts something between the lender and the server; gives the origin of that. */
  readonly between?: (serverOrigin: string) => Promise<AsyncDisposable & { readonly origin: string }>;
  /** Told of each answer on its way to the judge. */
  readonly onAnswer?: (answer: PassedAnswer) => void;
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

/** What a judge said. */
export interface Verdict {
  readonly passed: boolean;
  /** A few lines for people. */
  readonly summary: string;
}

/** A tool by other people that holds our server against our document. */
export interface Judge {
  readonly name: string;
  /** What has to be on the machine. */
  readonly needs: readonly string[];
  judge(bench: Bench): Promise<Verdict>;
}
