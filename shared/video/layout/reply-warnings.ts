import type { Warning } from "../conversation/warning.ts";
import type { RowSpan } from "../scene/rect.ts";
import type { Look } from "../themes/look.ts";
import type { Stack } from "./column.ts";
import type { EntryContent } from "./entry-content.ts";

/** Finds replies that come while what they quote is out of sight. */
export type ReplyCheck = {
	/** Call it for the states in their order. The rows of the column are those that its screen shows. What stands at the start has not come. */
	readonly note: (stack: Stack, shown: RowSpan) => void;
	readonly warnings: readonly Warning[];
};

export function createReplyCheck(
	contents: ReadonlyMap<number, EntryContent>,
	{ reply }: Pick<Look, "reply">,
): ReplyCheck {
	const warnings: Warning[] = [];
	const known = new Set<number>();
	let isStart = true;
	return {
		warnings,
		note: ({ blocks }, shown) => {
			const seen = new Set<number>();
			for (const { block, yPx } of blocks) {
				const { entry, frame } = block;
				if (frame === null) continue;
				const topPx = yPx + frame.yPx;
				if (topPx < shown.toPx && topPx + frame.heightPx > shown.fromPx) seen.add(entry);
			}
			for (const { block } of blocks) {
				const { entry, frame } = block;
				if (frame === null || known.has(entry)) continue;
				known.add(entry);
				const content = contents.get(entry);
				const quoted = content?.kind === "message" ? content.replyTo : null;
				const isThere = blocks.some((each) => each.block.entry === quoted && each.block.frame !== null);
				if (isStart || reply.at === "none" || quoted === null || !isThere || seen.has(quoted)) continue;
				warnings.push(warnOf(entry, quoted, reply.lines));
			}
			isStart = false;
		},
	};
}

function warnOf(entry: number, quoted: number, lines: number): Warning {
	return {
		code: "REPLY_OFF_SCREEN",
		message: `messages[${entry}] replies to messages[${quoted}], which has scrolled out of sight by then: all that viewers see of it is up to ${lines} lines of a quote. Reply sooner, or say in the reply what is meant.`,
		pointer: `/messages/${entry}/replyTo`,
	};
}
