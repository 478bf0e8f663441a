import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { SizeFigures } from "./measureSize.ts";
import type { Storms } from "./storeReport.ts";

/** A plot, ready to be written to a file. */
export interface Plot {
  readonly name: string;
  readonly svg: string;
}

/** How the times grow with the number of sessions, and what checks feel of storms. */
export async function plotsOf(
  growth: readonly SizeFigures[],
  storms: readonly Storms[],
): Promise<readonly Plot[]> {
  const times = growth.flatMap(({ sessions, cachedCheck, missedCheck, signIn, signOut, listPage }) =>
    Object.entries({
      "check, in memory": cachedCheck,
      "check, from the file": missedCheck,
      "sign-in": signIn,
      "sign-out": signOut,
      "list page": listPage,
    }).map(([what, { p50 }]) => ({ sessions, what, milliseconds: p50 })),
  );
  const felt = storms.flatMap(({ disk, figures }) =>
    figures.map(({ name, checks }) => ({ disk, during: name, milliseconds: checks.work.p99 })),
  );
  return [
    { name: "growth", svg: await draw(growthPlot(times)) },
    { name: "storms", svg: await draw(stormPlot(felt)) },
  ];
}

async function draw(spec: TopLevelSpec): Promise<string> {
  return new View(parse(compile(spec).spec), { renderer: "none" }).toSVG();
}

function growthPlot(values: readonly object[]): TopLevelSpec {
  return {
    width: 420,
    height: 260,
    data: { values: [...values] },
    mark: { type: "line", point: true },
    encoding: {
      x: { field: "sessions", type: "quantitative", scale: { type: "log" }, title: "live sessions" },
      y: { field: "milliseconds", type: "quantitative", scale: { type: "log" }, title: "p50, ms" },
      color: { field: "what", type: "nominal", title: null },
    },
  };
}

function stormPlot(values: readonly object[]): TopLevelSpec {
  return {
    width: 420,
    height: { step: 16 },
    data: { values: [...values] },
    mark: "bar",
    encoding: {
      y: { field: "during", type: "nominal", title: null, sort: null },
      yOffset: { field: "disk", type: "nominal" },
      x: { field: "milliseconds", type: "quantitative", title: "p99 of session checks, ms" },
      color: { field: "disk", type: "nominal", title: "disk" },
    },
  };
}
