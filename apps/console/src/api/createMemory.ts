/** Values that survive a reload of the page; no secrets. */
export interface Memory extends Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  /** Whether the browser keeps it. Where it does not, the page remembers until it is closed. */
  readonly isKept: boolean;
}

const TRIAL = "gatehouse.trial";

/**
 * Makes a memory from the storage of the browser, or from the page alone where the browser blocks its storage.
 *
 * @param open gives the storage; it may throw, as `localStorage` does when the reader has blocked it
 */
export function createMemory(open: () => Omit<Memory, "isKept">): Memory {
  const storage = tryOut(open);
  // Values that a full storage did not accept.
  const own = new Map<string, string>();
  return {
    isKept: storage !== undefined,
    getItem: (key) => own.get(key) ?? storage?.getItem(key) ?? null,
    setItem: (key, value) => {
      try {
        own.delete(key);
        if (storage === undefined) own.set(key, value);
        else storage.setItem(key, value);
      } catch {
        own.set(key, value);
      }
    },
    removeItem: (key) => {
      own.delete(key);
      storage?.removeItem(key);
    },
  };
}

function tryOut(open: () => Omit<Memory, "isKept">): Omit<Memory, "isKept"> | undefined {
  try {
    const storage = open();
    storage.setItem(TRIAL, "");
    storage.removeItem(TRIAL);
    return storage;
  } catch {
    return undefined;
  }
}
