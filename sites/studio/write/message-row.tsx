import { useEffect, useRef } from "preact/hooks";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { senderOf, withSender } from "../story/people.ts";
import { changeRow, insertRow } from "../story/rows.ts";
import { type Entry, isMessage, type Message, textOf, withText } from "../story/story.ts";
import { Avatar, nameOf } from "./avatar.tsx";
import { Chips } from "./chips.tsx";
import { findNamed } from "./find-named.ts";
import { chooseOther, takeGhostKey } from "./ghost-keys.ts";
import { Notes, Timing } from "./notes.tsx";
import { pasteRows } from "./paste-rows.ts";
import { changeSide } from "./row-acts.ts";
import { RowHandle } from "./row-handle.tsx";
import { takeRowKey } from "./row-keys.ts";
import type { RowNotes } from "./row-notes.ts";
import { SplitLong } from "./split-long.tsx";
import { useFocus } from "./use-focus.ts";

export type MessageRowProps = {
	readonly rowKey: string;
	readonly at: number;
	/** Null: the row behind the last, which the next letter begins. It keeps its field then, and what is typed in it. */
	readonly entry: Message | null;
	readonly before: unknown;
	readonly notes: RowNotes;
	readonly isPlaying: boolean;
	readonly ghost: { readonly rowKey: string; readonly sender: string; readonly choose: (id: string) => void };
};

/** A message as the bubble that it will be, with all that is said of it. */
export function MessageRow({ rowKey, at, entry, before, notes, isPlaying, ghost }: MessageRowProps) {
	const studio = useStudio();
	const { people, story, change, currentRow, showRow } = studio;
	const field = useRef<HTMLTextAreaElement>(null);
	useFocus(rowKey, "text", field);
	// The list follows the film, unless somebody is in it.
	useEffect(() => {
		if (!isPlaying || document.activeElement?.closest(".rows") != null) return;
		field.current?.scrollIntoView({ block: "nearest" });
	}, [isPlaying]);
	const sender = entry === null ? ghost.sender : senderOf(entry, people.value);
	const place = people.value.findIndex(({ id }) => id === sender);
	const person = people.value[place] ?? { id: sender, name: sender, color: undefined, picture: undefined };
	const name = nameOf(person);
	const text = entry === null ? "" : textOf(entry);
	const isOwn = sender === "you";
	const isRun = isEntry(before) && isMessage(before) && senderOf(before, people.value) === sender;
	const write = (value: string, caret: number) => {
		const words = value.split(/\s+/).length;
		const options = { step: `type ${rowKey} ${words}`, caret: { rowKey, offset: caret } };
		const named = entry === null ? null : findNamed(value, people.value);
		if (named !== null) {
			const turned = (each: Entry) => withText(withSender(each, named.id), named.rest);
			return change(changeRow(story.value, at, turned), { caret: { rowKey, offset: 0 } });
		}
		if (entry !== null)
			return change(
				changeRow(story.value, at, (each) => withText(each, value)),
				options,
			);
		if (value === "") return;
		currentRow.value = rowKey;
		const made = withSender({ sender: "you", text: value }, sender);
		change(insertRow(story.value, at, made, rowKey), options);
	};
	return (
		<li
			class={`row ${isOwn ? "own" : "theirs"}`}
			data-row={at}
			data-run={isRun}
			data-ghost={entry === null}
			data-playing={isPlaying}
			data-current={currentRow.value === rowKey}
		>
			<div class="row-line">
				{entry === null ? <span class="handle-room" /> : <RowHandle rowKey={rowKey} at={at} entry={entry} />}
				<button
					type="button"
					class="sender"
					tabIndex={-1}
					aria-label={WORDS.changeSender(name)}
					title={WORDS.changeSender(name)}
					onClick={() => (entry === null ? chooseOther(studio, ghost, 1) : changeSide(studio, at, 1))}
				>
					<Avatar person={person} place={place} />
				</button>
				<div class="bubble">
					{!isRun && <span class="name">{name}</span>}
					<Pictures entry={entry} />
					<div class="grow" data-text={text}>
						<textarea
							ref={field}
							rows={1}
							aria-label={entry === null ? WORDS.message : WORDS.messageOf(at + 1, name)}
							aria-describedby={entry === null ? "tab-hint" : undefined}
							aria-invalid={notes.faults.length > 0}
							placeholder={entry === null ? WORDS.answerAs(name) : WORDS.writeMessage}
							value={text}
							onFocus={() => {
								if (entry !== null && currentRow.value !== rowKey) showRow(rowKey);
							}}
							onInput={({ currentTarget }) => write(currentTarget.value, currentTarget.selectionStart)}
							onPaste={(event) => pasteRows(event, { studio, at, sender })}
							onKeyDown={(event) => {
								const element = event.currentTarget;
								if (event.key === "Escape" && !event.isComposing) element.dataset["tab"] = "free";
								const isTaken =
									entry === null
										? takeGhostKey(event, { studio, field: element, ghost })
										: takeRowKey(event, { studio, at, field: element, ghostKey: ghost.rowKey });
								if (isTaken) event.preventDefault();
							}}
							onBlur={({ currentTarget }) => {
								delete currentTarget.dataset["tab"];
							}}
						/>
					</div>
				</div>
				<Timing times={notes.times} />
			</div>
			{entry !== null && <Chips entry={entry} at={at} />}
			{entry !== null && <Notes notes={notes} text={text} />}
			{entry !== null && notes.isLong && <SplitLong at={at} entry={entry} />}
		</li>
	);
}

const isEntry = (value: unknown): value is Parameters<typeof isMessage>[0] =>
	typeof value === "object" && value !== null;

function Pictures({ entry }: { readonly entry: Message | null }) {
	const shown = (entry?.images ?? []).filter((image) => typeof image === "string");
	if (shown.length === 0) return null;
	return (
		<span class="pictures">
			{shown.map((image) => (
				<img key={image} src={image} alt="" />
			))}
		</span>
	);
}
