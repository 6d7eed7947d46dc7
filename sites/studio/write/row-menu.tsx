import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { answering, senderOf } from "../story/people.ts";
import { changeMessage, duplicateRow } from "../story/rows.ts";
import { type Entry, isMessage } from "../story/story.ts";
import { addPicture, deleteRow, insertLine, LINE_KINDS, replyTo } from "./line-acts.ts";
import { MenuEmoji } from "./menu-emoji.tsx";
import { Item } from "./menu-item.tsx";
import { Replies } from "./replies.tsx";
import { changeSide, moveBy } from "./row-acts.ts";
import { useMenu } from "./use-menu.ts";

type Props = {
	readonly at: number;
	readonly entry: Entry;
	/** `goesBack`: the focus is to stand on what opened the menu. */
	readonly close: (goesBack: boolean) => void;
};

/** All that can be done to a row. */
export function RowMenu({ at, entry, close }: Props) {
	const studio = useStudio();
	const { story, change, people } = studio;
	const menu = useRef<HTMLDivElement>(null);
	const isReplying = useSignal(false);
	useMenu(menu, close, isReplying.value);
	const act =
		(work: () => void, goesBack = false) =>
		() => {
			close(goesBack);
			work();
		};
	const set = (fields: Parameters<typeof changeMessage>[2]) => change(changeMessage(story.value, at, fields));
	const isOwn = senderOf(entry, people.value) === "you";
	return (
		<div class="menu row-menu" role="menu" ref={menu} aria-label={WORDS.options(at + 1)} tabIndex={-1}>
			{isMessage(entry) && isReplying.value && (
				<Replies at={at} entry={entry} choose={(to) => act(() => replyTo(studio, at, to), true)()} />
			)}
			{isMessage(entry) && !isReplying.value && (
				<>
					<MenuEmoji
						choose={(emoji) =>
							act(() => {
								const from = answering(entry, story.value.conversation.messages.slice(0, at), people.value);
								set({ reactions: [...(entry.reactions ?? []), { emoji, from }] });
							}, true)()
						}
					/>
					<Item
						icon="reply"
						label={WORDS.reply}
						act={() => {
							isReplying.value = true;
						}}
					/>
					<Item icon="picture" label={WORDS.addPicture} act={act(() => void addPicture(studio, at))} />
					<Item icon="clock" label={WORDS.time} act={act(() => set({ time: entry.time ?? "21:41" }))} />
					<Item
						icon="write"
						label={WORDS.edit}
						act={act(() => set({ edited: { text: entry.text ?? "", after: 3 } }))}
					/>
					<Item icon="trash" label={WORDS.deleteLater} act={act(() => set({ deleted: { after: 2 } }))} />
					{isOwn && (
						<Item
							icon="check"
							label={WORDS.receipt}
							act={act(() => set({ receipt: NEXT_RECEIPT[entry.receipt ?? "read"] }), true)}
						/>
					)}
					<hr />
				</>
			)}
			{!isReplying.value && (
				<>
					<span class="menu-title" role="none">
						{WORDS.insertBelow}
					</span>
					<div class="menu-lines" role="none">
						{LINE_KINDS.map((kind) => (
							<Item key={kind} label={WORDS[kind]} act={act(() => insertLine(studio, at, kind))} />
						))}
					</div>
					<hr />
					<div class="menu-lines" role="none">
						<Item
							icon="up"
							label={WORDS.moveUp}
							act={act(() => moveBy(studio, at, -1, { offset: 0, part: "handle" }))}
						/>
						<Item
							icon="down"
							label={WORDS.moveDown}
							act={act(() => moveBy(studio, at, 1, { offset: 0, part: "handle" }))}
						/>
						<Item
							icon="copy"
							label={WORDS.duplicate}
							act={act(() => change(duplicateRow(story.value, at)), true)}
						/>
						{isMessage(entry) && (
							<Item icon="redo" label={WORDS.changeSide} act={act(() => changeSide(studio, at, 1), true)} />
						)}
						<Item icon="trash" label={WORDS.remove} act={act(() => deleteRow(studio, at))} />
					</div>
				</>
			)}
		</div>
	);
}

const NEXT_RECEIPT = { read: "delivered", delivered: "sent", sent: "none", none: "read" } as const;
