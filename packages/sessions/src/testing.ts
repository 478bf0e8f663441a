export { sampleAccount, sampleRecord, sampleUser } from "./conformance/createScene.ts";
export {
  type ConformanceOptions,
  type ConformanceTarget,
  type ConformanceTest,
  sessionStoreConformance,
} from "./conformance/sessionStoreConformance.ts";
