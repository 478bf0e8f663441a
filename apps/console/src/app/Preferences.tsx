import { useLayoutEffect, useMemo, useState } from "react";
import type { Memory } from "../api/createMemory.ts";
import { localZoneName, type TimeZone } from "../texts/formatMoment.ts";
import { texts } from "../texts/texts.ts";
import { type PreferenceState, THEMES, useConsole } from "./useConsole.ts";

const ZONE = "gatehouse.times";
const THEME = "gatehouse.theme";

/** The preferences of the reader, including those of earlier visits. */
export function usePreferences(memory: Memory): PreferenceState {
  const [zone, setZone] = useState<TimeZone>(() => (memory.getItem(ZONE) === "utc" ? "utc" : "local"));
  const [theme, setTheme] = useState(() => THEMES.find((one) => one === memory.getItem(THEME)) ?? "system");
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return useMemo(
    () => ({
      zone,
      showZone: (next) => {
        memory.setItem(ZONE, next);
        setZone(next);
      },
      theme,
      showTheme: (next) => {
        memory.setItem(THEME, next);
        setTheme(next);
      },
    }),
    [zone, theme, memory],
  );
}

/** Chooses the zone of times and the colours. */
export function Preferences() {
  const { zone, showZone } = useConsole();
  const isUtc = zone === "utc";
  return (
    <div className="preferences">
      <button type="button" className="preference" onClick={() => showZone(isUtc ? "local" : "utc")}>
        {isUtc ? texts.shell.utcTimes : texts.shell.localTimes(localZoneName())}
        <span className="hidden">{isUtc ? texts.shell.showLocal : texts.shell.showUtc}</span>
      </button>
      <ThemeButton />
    </div>
  );
}

/** Goes through the themes. */
export function ThemeButton() {
  const { theme, showTheme } = useConsole();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  return (
    <button type="button" className="preference" onClick={() => showTheme(next)}>
      {texts.shell.themes[theme]}
      <span className="hidden">{texts.shell.changeTheme}</span>
    </button>
  );
}
