import { planFast } from "../../../shared/video/encode/fast/plan-fast.ts";
import { planPlain } from "../../../shared/video/encode/plain/plan-plain.ts";
import { quoteVideo } from "../../../shared/video/quote-video.ts";
import type { PageMachine } from "../machine/open-machine.ts";
import type { Quote } from "./messages.ts";

/** The server's engines as far as a quote needs them. */
const ENGINES = { fast: { plan: planFast }, plain: { plan: planPlain } };

/** Computes by the model what a server will use to render a conversation. Rejects with INVALID_INPUT that lists its faults. */
export async function quoteInPage(conversation: unknown, machine: PageMachine): Promise<Quote> {
	const { quotedCpuSeconds, durationSeconds, frames, bytes, widthPx, heightPx, warnings } = await quoteVideo(
		conversation,
		{},
		{ ...machine, engines: ENGINES },
	);
	return { cpuSeconds: quotedCpuSeconds, durationSeconds, frames, bytes, widthPx, heightPx, warnings };
}
