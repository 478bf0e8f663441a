import { expect } from "vitest";
import { createJourney, isLeftOut, signIn } from "./openConsole.ts";

const journey = createJourney({
  GATEHOUSE_IDLE_TIMEOUT_SECONDS: "6",
  GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS: "14",
}).skipIf(isLeftOut);

journey(
  "a warning lets the reader go on, and each limit ends the session with its reason",
  async ({ open }) => {
    const { page, context } = await open();
    await signIn(page);
    const other = await context.newPage();
    await other.goto(page.url());
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText(/Your session ends in \d seconds?, because you have not used it\./).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => dialog.count()).toBe(0);
    // The other tab knows that the session goes on.
    await expect.poll(() => other.getByRole("alertdialog").count()).toBe(0);
    await dialog.getByText("Are you still there?").waitFor();
    await page.getByText("Your session ended because it was not used for too long.").waitFor();
    await other
      .getByText(/Your session ended because it was not used|You have signed out in another tab/)
      .waitFor();
  },
);

journey("before the absolute limit the reader is warned that it cannot be moved", async ({ open }) => {
  const { page } = await open();
  await signIn(page);
  const dialog = page.getByRole("alertdialog");
  await expect
    .poll(
      async () => {
        const stay = page.getByRole("button", { name: "Stay signed in" });
        if ((await stay.count()) > 0) await stay.click().catch(() => undefined);
        return dialog.getByText("Your session ends soon").count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  await dialog.getByRole("button", { name: "Understood" }).click();
  await page.getByText("Your session reached its longest duration.").waitFor({ timeout: 15_000 });
});
