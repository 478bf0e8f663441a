export { sampleAccount, sampleRecord, sampleUser } from "./conformance/createStoreFixture.ts";
export {
  type ConformanceOptions,
  type ConformanceTarget,
  type ConformanceTest,
  sessionStoreConformance,
} from "./conformance/sessionStoreConformance.ts";
