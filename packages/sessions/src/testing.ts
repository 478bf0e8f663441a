export {
  type ConformanceOptions,
  type ConformanceTarget,
  type ConformanceTest,
  sessionStoreConformance,
} from "./conformance/sessionStoreConformance.ts";
