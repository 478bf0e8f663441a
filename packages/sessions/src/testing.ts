export { sampleAccount } from "./conformance/sampleAccount.ts";
export { sampleRecord } from "./conformance/sampleRecord.ts";
export { sampleUser } from "./conformance/sampleUser.ts";
export {
  type ConformanceOptions,
  type ConformanceTarget,
  type ConformanceTest,
  sessionStoreConformance,
} from "./conformance/sessionStoreConformance.ts";
