/**
 * The rules that a store decides by inside a transaction, for threads that start with a store and need nothing else: the whole
 * package takes a tenth of a second of computing more to load from source.
 */
export { isLive } from "./session/Session.ts";
export { chooseEvicted, compareIdleness } from "./session/SessionRecord.ts";
