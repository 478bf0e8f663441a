/**
 * The module `node:http`. An import statement reads every export of it, and one of them loads the WebSocket client of Node:
 * 40 ms of processor time at each start.
 */
export const nodeHttp = process.getBuiltinModule("node:http");
