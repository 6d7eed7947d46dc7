import { useComputed, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { answering } from "../story/people.ts";
import { createKey, isMessage } from "../story/story.ts";
import { LineRow } from "./line-row.tsx";
import { MessageRow } from "./message-row.tsx";
import { listRowNotes } from "./row-notes.ts";
import { StartHere } from "./start-here.tsx";

/** The story's rows, and the row that the next letter begins. */
export function MessageList() {
	const studio = useStudio();
	const { story, people, film, isReadOnly } = studio;
	const { conversation, rowKeys } = story.value;
	const { messages } = conversation;
	const notes = useComputed(() => listRowNotes(film.film.value, film.refusal.value));
	const playing = useComputed(() => {
		const shown = film.film.value;
		if (shown === null || !film.isPlaying.value) return null;
		const last = shown.facts.times.findLast(({ startSeconds }) => startSeconds <= film.seconds.value);
		return last === undefined ? null : (shown.rows[last.entry] ?? null);
	});
	// The row that does not exist yet keeps its key when it begins to: its field, and what is typed in it, stay.
	const ghostKey = useMemo(createKey, [rowKeys.at(-1)]);
	const chosen = useSignal<{ readonly key: string; readonly sender: string } | null>(null);
	const sender =
		chosen.value?.key === ghostKey ? chosen.value.sender : answering(messages.at(-1), messages, people.value);
	const ghost = {
		rowKey: ghostKey,
		sender,
		choose: (id: string) => {
			chosen.value = { key: ghostKey, sender: id };
		},
	};
	return (
		<div class="rows-scroll" tabIndex={isReadOnly.value ? 0 : undefined}>
			<fieldset class="only-writer" disabled={isReadOnly.value}>
				<p class="hint" id="tab-hint">
					{WORDS.tabHint}
				</p>
				<ol class="rows" aria-label={WORDS.messages}>
					{[
						...messages.map((entry, at) => {
							const row = { at, rowKey: rowKeys[at] ?? "", notes: notes.value.get(at) ?? NO_NOTES };
							const shown = { ...row, isPlaying: playing.value === at };
							return isMessage(entry) ? (
								<MessageRow
									key={row.rowKey}
									{...shown}
									entry={entry}
									before={messages[at - 1]}
									ghost={ghost}
								/>
							) : (
								<LineRow key={row.rowKey} {...shown} entry={entry} ghostKey={ghostKey} />
							);
						}),
						<MessageRow
							key={ghostKey}
							rowKey={ghostKey}
							at={messages.length}
							entry={null}
							before={messages.at(-1)}
							notes={NO_NOTES}
							isPlaying={false}
							ghost={ghost}
						/>,
					]}
				</ol>
				{messages.length === 0 && <StartHere />}
			</fieldset>
		</div>
	);
}

const NO_NOTES = { faults: [], warnings: [], times: null, isLong: false };
