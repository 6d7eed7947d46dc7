import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { chooseFile } from "../page/files.ts";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { answering, senderOf } from "../story/people.ts";
import { changeMessage, duplicateRow, insertRow, removeRow } from "../story/rows.ts";
import { createKey, type Entry, isMessage, type LineKind } from "../story/story.ts";
import { Item } from "./menu-item.tsx";
import { readPicture } from "./read-picture.ts";
import { Replies } from "./replies.tsx";
import { changeSide, moveBy } from "./row-acts.ts";
import { useMenu } from "./use-menu.ts";

const EMOJI = ["❤️", "😂", "😮", "😢", "👍", "👎", "‼️", "🔥"];

const NEW_LINES: Readonly<Record<LineKind, Entry>> = {
	pause: { pause: 1.5 },
	typing: { typing: { from: "them", seconds: 2 } },
	system: { system: "" },
	date: { date: "" },
	status: { status: "" },
};

type Props = {
	readonly rowKey: string;
	readonly at: number;
	readonly entry: Entry;
	/** `goesBack`: the focus is to stand on what opened the menu. */
	readonly close: (goesBack: boolean) => void;
};

/** All that can be done to a row. */
export function RowMenu({ rowKey, at, entry, close }: Props) {
	const studio = useStudio();
	const { story, change, announce, people } = studio;
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
	const insert = (kind: LineKind) => {
		const key = createKey();
		change(insertRow(story.value, at + 1, NEW_LINES[kind], key), {
			focus: { rowKey: key, offset: 0, part: kind === "pause" || kind === "typing" ? "handle" : "text" },
		});
	};
	const remove = () => {
		const { rowKeys } = story.value;
		const next = rowKeys[at + 1] ?? rowKeys[at - 1];
		change(
			removeRow(story.value, at),
			next === undefined ? {} : { focus: { rowKey: next, offset: 0, part: "handle" } },
		);
		announce(WORDS.removed, true);
	};
	const isOwn = senderOf(entry, people.value) === "you";
	return (
		<div class="menu row-menu" role="menu" ref={menu} aria-label={WORDS.options(at + 1)} tabIndex={-1}>
			{isMessage(entry) && isReplying.value && (
				<Replies at={at} entry={entry} choose={(to) => act(() => replyTo(to), true)()} />
			)}
			{isMessage(entry) && !isReplying.value && (
				<>
					<div class="menu-emoji" role="none">
						{EMOJI.map((emoji) => (
							<button
								key={emoji}
								type="button"
								role="menuitem"
								aria-label={`${WORDS.react} ${emoji}`}
								onClick={act(() => {
									const from = answering(entry, story.value.conversation.messages.slice(0, at), people.value);
									set({ reactions: [...(entry.reactions ?? []), { emoji, from }] });
								}, true)}
							>
								{emoji}
							</button>
						))}
					</div>
					<Item
						icon="reply"
						label={WORDS.reply}
						act={() => {
							isReplying.value = true;
						}}
					/>
					<Item icon="picture" label={WORDS.addPicture} act={act(() => void addPicture())} />
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
						{(Object.keys(NEW_LINES) as LineKind[]).map((kind) => (
							<Item key={kind} label={WORDS[kind]} act={act(() => insert(kind))} />
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
						<Item icon="trash" label={WORDS.remove} act={act(remove)} />
					</div>
				</>
			)}
		</div>
	);

	function replyTo(to: number | null): void {
		if (to === null) {
			set({ replyTo: undefined });
			return;
		}
		const target = story.value.conversation.messages[to];
		if (target === undefined || !isMessage(target)) return;
		const id = target.id ?? `message-${rowKey}`;
		const named = changeMessage(story.value, to, { id });
		change(changeMessage(named, at, { replyTo: id }));
	}

	async function addPicture(): Promise<void> {
		const file = await chooseFile("image/png,image/jpeg,image/webp");
		if (file === null || !isMessage(entry)) return;
		const picture = await readPicture(file).catch(() => null);
		if (picture === null) return announce(WORDS.pictureRefused);
		set({ images: [...(entry.images ?? []), picture].slice(0, 4) });
	}
}

const NEXT_RECEIPT = { read: "delivered", delivered: "sent", sent: "none", none: "read" } as const;
