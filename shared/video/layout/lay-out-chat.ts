import { finishSteps, type Steps } from "../../core/steps.ts";
import type { ChatState } from "../conversation/chat-state.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { ceilTo16, toEven } from "../scene/rounding.ts";
import type { Layer, MeasureText, Scene } from "../scene/scene.ts";
import { isInUrdu } from "../text/nastaliq.ts";
import type { Look } from "../themes/look.ts";
import { makeBackground, warnOfBackground } from "./background.ts";
import type { Chat } from "./chat.ts";
import type { ChatLayout, Loop, MessageBox } from "./chat-layout.ts";
import { createColumn, type Stack } from "./column.ts";
import { curlEntries } from "./curl-entries.ts";
import { readEntries } from "./entry-content.ts";
import { listTypedEmoji } from "./keyboard/create-keyboard.ts";
import { listTexts } from "./list-texts.ts";
import type { KeptBlocks } from "./message/keep-blocks.ts";
import { warnOfReactions } from "./message/reaction-warnings.ts";
import { listNames, readPeople } from "./people.ts";
import { createReplyCheck } from "./reply-warnings.ts";
import { warnOfSafeArea } from "./safe-area.ts";
import { createScreen } from "./screen/create-screen.ts";
import { createHeaderStatus } from "./screen/header-status.ts";
import { type FramedScreen, frameScreen } from "./screen-rect.ts";
import { createTallCheck } from "./tall-warnings.ts";
import { makeWallpaper } from "./wallpaper.ts";

type Input = {
	readonly conversation: Conversation;
	readonly look: Look;
	/** At least one. */
	readonly states: readonly ChatState[];
	readonly measure: MeasureText;
	/** As `Chat.pictures`. Default: none. */
	readonly pictures?: Chat["pictures"];
	/** Of layouts before. Default: none. */
	readonly kept?: KeptBlocks | null;
};

/** Lays out a chat in each of its states. Pure: the argument measures text. */
export function layOutChat(input: Input): ChatLayout {
	return finishSteps(layOutChatInSteps(input));
}

/** As `layOutChat`, in steps of about a line of text. */
export function* layOutChatInSteps({
	conversation,
	look,
	states,
	measure,
	pictures = new Map(),
	kept = null,
}: Input): Steps<ChatLayout> {
	const { width: widthPx, height: heightPx } = conversation.video;
	const framed = frameScreen(conversation.video);
	const people = readPeople(conversation);
	const contents = curlEntries(readEntries(conversation, people), look);
	const statusOf = createHeaderStatus({ look, people, contents });
	const background = makeBackground(conversation, pictures);
	const screen = createScreen({
		...{ look, widthPx: framed.screen.widthPx, heightPx: framed.screen.heightPx, framed, background },
		...{ people, statusOf, device: conversation.device, measure, pictures },
		hasStatusLine: states.some((state) => statusOf(state).text !== null),
		emoji: listTypedEmoji(states),
	});
	const isUrdu = isInUrdu(listTexts(conversation, look).map(({ text }) => text));
	const { yPx: screenTopPx, heightPx: screenPx } = framed.screen;
	const chat: Chat = {
		...{ look, measure, pictures, names: listNames(people), isUrdu, topPx: screenTopPx, heightPx: screenPx },
		...findColumnSides(framed, look),
	};
	const column = createColumn(chat, { contents, people, opened: states[0]?.opened ?? null, kept });
	const wallpaper = makeWallpaper(conversation.theme.wallpaper, chat, screen.opening);
	const replies = createReplyCheck(contents, look);
	const tall = createTallCheck(look);
	const rests: Scene[] = [];
	let before: Rest | null = null;
	for (const state of states) {
		const isSameChat: boolean = before?.entries === state.entries;
		const stack: Stack = before !== null && isSameChat ? before.stack : yield* column.stack(state.entries);
		const { topPx, bottomPx, endPx } = screen.viewport(state);
		// The lower end of a full column stays where it is, on the grid of macroblocks.
		const scrollPx = Math.max(0, ceilTo16(stack.endPx - (endPx - topPx)));
		const shown = { fromPx: scrollPx, toPx: scrollPx + endPx - topPx };
		if (!isSameChat) replies.note(stack, shown);
		tall.note(stack, shown);
		const made: Layer = {
			name: "column",
			clip: { ...framed.screen, yPx: topPx, heightPx: bottomPx - topPx },
			dyPx: topPx - scrollPx,
			ground: wallpaper,
			placements:
				before !== null && isSameChat ? before.layer.placements : column.place(stack, topPx - scrollPx),
		};
		const layer: Layer = before !== null && isSame(before.layer, made) ? before.layer : made;
		before = { entries: state.entries, stack, layer };
		const keyboard = screen.keyboard(state);
		rests.push(
			reuse(rests.at(-1), [
				...[...screen.behind, layer, screen.header(state), screen.footer(state)],
				...(keyboard === null ? [] : [keyboard]),
				...screen.home,
			]),
		);
	}
	const messages = before === null ? [] : before.stack.blocks.flatMap(measureBlock);
	return {
		widthPx,
		heightPx,
		rests,
		screen: framed.screen,
		composers: states.map(screen.composer),
		loops: new Map<string, Loop>(column.dots === null ? [] : [[column.dots.first.key, column.dots]]),
		messages,
		warnings: [
			...warnOfBackground(conversation, framed),
			...warnOfSafeArea(conversation.video),
			...replies.warnings,
			...tall.list(),
			...warnOfReactions(contents.values(), look),
		],
	};
}

/** The column is in the middle, and its frames end where an app's rail of buttons begins. */
function findColumnSides({ screen, overlay }: FramedScreen, look: Look): Pick<Chat, "leftPx" | "rightPx"> {
	const { own } = look.message;
	const besidePx = own.kind === "bubble" ? own.marginPx : own.insetPx;
	const railPx = Math.max(0, overlay.rightPx - besidePx);
	const roomPx = screen.widthPx - 2 * Math.ceil(railPx / 2);
	const widthPx = Math.min(roomPx, toEven(look.columnWidthPx));
	const sidePx = 2 * Math.floor((roomPx - widthPx) / 4);
	return { leftPx: screen.xPx + sidePx, rightPx: screen.xPx + roomPx - sidePx };
}

type Rest = { readonly entries: ChatState["entries"]; readonly stack: Stack; readonly layer: Layer };

/** A layer that shows the same is the same object. */
function isSame(one: Layer, other: Layer): boolean {
	return (
		one.dyPx === other.dyPx &&
		one.clip.yPx === other.clip.yPx &&
		one.clip.heightPx === other.clip.heightPx &&
		one.placements === other.placements
	);
}

/** The scene before, if it has the same layers. */
function reuse(before: Scene | undefined, layers: readonly Layer[]): Scene {
	const isSame =
		before?.layers.length === layers.length && before.layers.every((layer, index) => layer === layers[index]);
	return isSame ? before : { layers };
}

function measureBlock({ block, yPx }: Stack["blocks"][number]): MessageBox[] {
	if (block.frame === null) return [];
	const down = <Box extends { readonly yPx: number }>(box: Box) => ({ ...box, yPx: box.yPx + yPx });
	const lines = block.lines.map(({ text, box }) => ({ text, box: down(box) }));
	return [{ entry: block.entry, frame: down(block.frame), lines }];
}
