import { ambientState } from "./ambientState.ts";
import { compilerOptions } from "./compilerOptions.ts";
import { docComments } from "./docComments.ts";
import { domainKnowsNoHttp } from "./domainKnowsNoHttp.ts";
import { driversRunTheSuite } from "./driversRunTheSuite.ts";
import { durationUnits } from "./durationUnits.ts";
import { errorClasses } from "./errorClasses.ts";
import { fileNames } from "./fileNames.ts";
import { generatedBanner } from "./generatedBanner.ts";
import type { HouseRule } from "./HouseRule.ts";
import { messageComparisons } from "./messageComparisons.ts";
import { moduleState } from "./moduleState.ts";
import { nesting } from "./nesting.ts";
import { operationFiles } from "./operationFiles.ts";
import { packageDoors } from "./packageDoors.ts";
import { packageRecords } from "./packageRecords.ts";
import { packageVerbs } from "./packageVerbs.ts";
import { smallPorts } from "./smallPorts.ts";
import { storeLoops } from "./storeLoops.ts";
import { suppressions } from "./suppressions.ts";
import { testNames } from "./testNames.ts";
import { testState } from "./testState.ts";
import { todos } from "./todos.ts";
import { typeTests } from "./typeTests.ts";

/** All rules of the house that Biome, the compiler and dependency-cruiser do not check. */
export const houseRules: readonly HouseRule[] = [
  ambientState,
  compilerOptions,
  docComments,
  domainKnowsNoHttp,
  driversRunTheSuite,
  durationUnits,
  errorClasses,
  fileNames,
  generatedBanner,
  messageComparisons,
  moduleState,
  nesting,
  operationFiles,
  packageDoors,
  packageRecords,
  packageVerbs,
  smallPorts,
  storeLoops,
  suppressions,
  testNames,
  testState,
  todos,
  typeTests,
];
