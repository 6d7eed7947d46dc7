import type { Steps } from "../../../core/steps.ts";
import type { Chat } from "../chat.ts";
import type { Block } from "./block.ts";
import type { MakeBlock } from "./make-block.ts";

/**
 * Blocks of messages that stay from one layout to the next, for a page that lays out a chat after each letter: a message that is as
 * it was keeps its block. One chat at a time: with other settings, or another ruler, all are forgotten.
 */
export type KeptBlocks = {
	/** `make`, which is called only for what is not kept. */
	readonly keep: (chat: Chat, make: MakeBlock) => MakeBlock;
	/** How many blocks were made. */
	readonly made: () => number;
};

/** A long chat has fewer blocks. Twice as many are kept at most: those of now, and those of before. */
const MOST_BLOCKS = 1000;

export function createKeptBlocks(): KeptBlocks {
	let measure: Chat["measure"] | null = null;
	let settings = "";
	let [now, before] = [new Map<string, Block>(), new Map<string, Block>()];
	let made = 0;

	const put = (key: string, block: Block) => {
		if (now.size >= MOST_BLOCKS) {
			before = now;
			now = new Map();
		}
		now.set(key, block);
	};
	return {
		keep: (chat, make) => {
			const others = settingsKey(chat);
			if (measure !== chat.measure || settings !== others) {
				now.clear();
				before.clear();
			}
			measure = chat.measure;
			settings = others;
			return function* keepBlock(input): Steps<Block> {
				// The sprite of the dots is that of its own chat.
				if (input.shows === "typing") return yield* make(input);
				const key = JSON.stringify(input);
				const known = now.get(key) ?? before.get(key);
				if (known === undefined) made += 1;
				const block = known ?? (yield* make(input));
				if (!now.has(key)) put(key, block);
				return block;
			};
		},
		made: () => made,
	};
}

/** All that a block is made of besides its message and the ruler. */
function settingsKey({ pictures, measure: _, ...rest }: Chat): string {
	return JSON.stringify({ ...rest, pictures: [...pictures] });
}
