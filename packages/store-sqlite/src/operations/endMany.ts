import type { EndManyRequest } from "@gatehouse/sessions";
import type { StoreContext } from "../StoreContext.ts";
import { countLive } from "./countLive.ts";
import { flushRenewals } from "./flushRenewals.ts";
import { withRoom } from "./withRoom.ts";

/** See `SessionStore.endMany`. One number is written, however many sessions end; the sweep removes their rows. */
export function endMany(context: StoreContext, request: EndManyRequest): { readonly ended: number } {
  const ended = withRoom(context, context.transactions.durable, () => {
    flushRenewals(context, request.window.seenAfterMs);
    const live = countLive(context.database, request);
    context.ends.endAll(request);
    return live;
  });
  context.cache.dropAll();
  context.noteEnds();
  return { ended };
}
