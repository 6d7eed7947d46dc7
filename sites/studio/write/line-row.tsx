import { useRef } from "preact/hooks";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { senderOf, withSender } from "../story/people.ts";
import { changeRow } from "../story/rows.ts";
import { type Entry, isMessage, lineKindOf, textOf, withText } from "../story/story.ts";
import { nameOf } from "./avatar.tsx";
import { Seconds } from "./chips.tsx";
import { Notes } from "./notes.tsx";
import { RowHandle } from "./row-handle.tsx";
import { takeRowKey } from "./row-keys.ts";
import type { RowNotes } from "./row-notes.ts";
import { useFocus } from "./use-focus.ts";

type Props = {
	readonly rowKey: string;
	readonly at: number;
	readonly entry: Entry;
	readonly notes: RowNotes;
	readonly isPlaying: boolean;
	readonly ghostKey: string;
};

/** An entry that is no message: a pause, dots, or a line of the chat. */
export function LineRow({ rowKey, at, entry, notes, isPlaying, ghostKey }: Props) {
	const studio = useStudio();
	const { story, change, currentRow, showRow, people } = studio;
	const field = useRef<HTMLTextAreaElement>(null);
	useFocus(rowKey, "text", field);
	const kind = lineKindOf(entry) ?? "system";
	const set = (made: Entry, step: string) =>
		change(
			changeRow(story.value, at, () => made),
			{ step: `${step} ${rowKey}` },
		);
	return (
		<li
			class={`row line line-${kind}`}
			data-row={at}
			data-playing={isPlaying}
			data-current={currentRow.value === rowKey}
		>
			<div class="row-line">
				<RowHandle rowKey={rowKey} at={at} entry={entry} />
				<div class="rule">
					<span class="line-kind">{WORDS[kind]}</span>
					{!isMessage(entry) && "pause" in entry && (
						<Seconds
							label={`${WORDS.pause}, ${WORDS.seconds}`}
							value={entry.pause}
							set={(pause) => set({ pause }, "pause")}
						/>
					)}
					{"typing" in entry && (
						<>
							<select
								aria-label={WORDS.typingOf}
								value={senderOf(entry, people.value)}
								onChange={({ currentTarget }) => set(withSender(entry, currentTarget.value), "typing")}
							>
								{people.value.map((person) => (
									<option key={person.id} value={person.id}>
										{nameOf(person)}
									</option>
								))}
							</select>
							<Seconds
								label={`${WORDS.typing}, ${WORDS.seconds}`}
								value={entry.typing.seconds}
								set={(seconds) => set({ typing: { ...entry.typing, seconds } }, "typing")}
							/>
						</>
					)}
					{kind !== "pause" && kind !== "typing" && (
						<div class="grow" data-text={textOf(entry)}>
							<textarea
								ref={field}
								rows={1}
								aria-label={WORDS[kind]}
								placeholder={PLACEHOLDERS[kind]}
								value={textOf(entry)}
								onFocus={() => {
									if (currentRow.value !== rowKey) showRow(rowKey);
								}}
								onInput={({ currentTarget }) => set(withText(entry, currentTarget.value), "line")}
								onKeyDown={(event) => {
									const element = event.currentTarget;
									if (event.key === "Tab") return;
									if (takeRowKey(event, { studio, at, field: element, ghostKey })) event.preventDefault();
								}}
							/>
						</div>
					)}
				</div>
			</div>
			<Notes notes={notes} text="" />
		</li>
	);
}

const PLACEHOLDERS = {
	system: "Maya took a screenshot",
	date: "Today 9:41 PM",
	status: "last seen today",
	pause: "",
	typing: "",
} as const;
