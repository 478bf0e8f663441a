import { expect } from "vitest";
import { createJourney, isLeftOut, signIn } from "./openConsole.ts";

/** The shortest idle limit that the server accepts; warnings come at half of it. */
const journey = createJourney({
  GATEHOUSE_IDLE_TIMEOUT_SECONDS: "30",
  GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS: "40",
}).skipIf(isLeftOut);
const patiently = { timeout: 60_000 };

journey(
  "each limit is warned of and ends the session with its reason; the idle one can be restarted",
  // Both limits run down, which takes 40 seconds by itself.
  { timeout: 180_000 },
  async ({ open }) => {
    const [{ page: idle }, { page: busy, context }] = await Promise.all([open(), open()]);
    await signIn(busy);
    await signIn(idle);
    const tab = await context.newPage();
    await tab.goto(busy.url());
    const warning = busy.getByRole("alertdialog");
    await warning
      .getByText(/Your session ends in \d+ seconds, because you have not used it\./)
      .waitFor(patiently);
    await warning.getByRole("button", { name: "Stay signed in" }).press("Enter");
    await expect.poll(() => warning.getByText("Are you still there?").count()).toBe(0);
    // The other tab knows that the session goes on.
    expect(await tab.getByText("Are you still there?").count()).toBe(0);
    await idle.getByText("Are you still there?").waitFor(patiently);
    await warning.getByText("Your session ends soon").waitFor(patiently);
    await warning.getByRole("button", { name: "Understood" }).click();
    await idle.getByText("Your session ended because it was not used for too long.").waitFor(patiently);
    await busy.getByText("Your session reached its longest duration.").waitFor(patiently);
    await tab
      .getByText(/Your session reached its longest duration|signed out in another tab/)
      .waitFor(patiently);
  },
);
