import type { Store } from "../ports/Store.ts";
import { accountCases } from "./accountCases.ts";
import { createCases, fullStoreCases } from "./createCases.ts";
import type { StoreCase } from "./createStoreFixture.ts";
import { endManyCases, sweepCases, takeCases } from "./endManyCases.ts";
import { sharedCases } from "./sharedCases.ts";
import { listCases, touchCases } from "./touchCases.ts";

/** The storage of one case: empty at first, gone afterwards. */
export interface ConformanceTarget {
  /** Opens a handle. A second call opens a second handle on the same data, as another process would. */
  open(): Promise<Store>;
  /** Called once all handles are closed. */
  dispose(): Promise<void>;
}

/** What the suite needs to know of a driver. */
export interface ConformanceOptions {
  createTarget(): Promise<ConformanceTarget>;
  /** Why two handles cannot see the same data, where that is so; the cases that need it are left out. */
  readonly notShared?: string;
}

/** One test, for any test runner. */
export interface ConformanceTest {
  readonly name: string;
  run(): Promise<void>;
}

/**
 * The tests that every driver of `Store` must pass: sessions, accounts, attempts and the switch for sign-ins.
 *
 * @example
 * for (const { name, run } of sessionStoreConformance({ createTarget })) test(name, run);
 */
export function sessionStoreConformance(options: ConformanceOptions): readonly ConformanceTest[] {
  const cases: readonly StoreCase[] = [
    ...createCases,
    ...fullStoreCases,
    ...touchCases,
    ...takeCases,
    ...listCases,
    ...endManyCases,
    ...sweepCases,
    ...sharedCases,
    ...accountCases,
  ];
  return cases
    .filter((one) => options.notShared === undefined || one.shared === undefined)
    .map((one) => ({ name: one.name, run: () => runCase(one, options) }));
}

async function runCase(one: StoreCase, options: ConformanceOptions): Promise<void> {
  const target = await options.createTarget();
  const handles: Store[] = [];
  const open = async () => {
    const handle = await target.open();
    handles.push(handle);
    return handle;
  };
  try {
    await one.run(await open(), open);
  } finally {
    for (const handle of handles) await handle.close();
    await target.dispose();
  }
}
