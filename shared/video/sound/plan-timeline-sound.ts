import type { Timeline } from "../timeline/timeline.ts";
import { planSound } from "./plan-sound.ts";
import type { Sound } from "./sound.ts";

/** As `planSound`, of the events of the old timeline; `senders` are in the order of the messages. */
export function planTimelineSound(
	{ events }: Pick<Timeline, "events">,
	senders: readonly ("you" | "them")[],
): Sound {
	const shown = events.flatMap((event) =>
		event.kind === "message"
			? { atMs: event.startMs, change: { kind: "shown", entry: event.message } as const }
			: [],
	);
	return planSound(
		shown,
		senders.map((sender, index) => ({ index, sender })),
	);
}
