import { useEffect, useState } from "preact/hooks";
import { LIMITS } from "../../../shared/video/conversation/limits.ts";
import { formatClock, formatSeconds } from "../page/format-time.ts";
import { Icon } from "../page/icons.tsx";
import { WORDS } from "../page/words.ts";
import type { RowNotes } from "./row-notes.ts";

/** A fault is told when nothing was typed for so long. */
const FAULT_AFTER_MS = 700;

/** Texts this long say how much room is left. */
const LONG_TEXT = 120;

/** How long a long text is, and the row's hints and faults. */
export function Notes({ notes, text }: { readonly notes: RowNotes; readonly text: string }) {
	const { times, warnings } = notes;
	const faults = useSettled(notes.faults);
	const isHurried = times !== null && times.readSeconds > times.shownSeconds;
	const isLong = text.length > LONG_TEXT;
	if (!isHurried && !isLong && warnings.length === 0 && faults.length === 0) return null;
	return (
		<div class="notes">
			{isLong && (
				<p class="length">
					{text.length}/{LIMITS.text.graphemes}
				</p>
			)}
			{isHurried && (
				<Note
					kind="warn"
					text={WORDS.needs(formatSeconds(times.readSeconds), formatSeconds(times.shownSeconds))}
				/>
			)}
			{warnings.map((warning) => (
				<Note key={warning} kind="warn" text={warning} />
			))}
			{faults.map((fault) => (
				<Note key={fault} kind="fault" text={fault} />
			))}
		</div>
	);
}

/** When a row comes, and how much of its time it takes to read. */
export function Timing({ times }: { readonly times: RowNotes["times"] }) {
	if (times === null) return null;
	const { startSeconds, shownSeconds, readSeconds } = times;
	return (
		<span class="timing">
			<span>{formatClock(startSeconds)}</span>
			<span
				class="bar"
				data-hurried={readSeconds > shownSeconds}
				style={{ "--read": Math.min(1, readSeconds / Math.max(0.1, shownSeconds)) }}
			/>
			<span>{formatSeconds(shownSeconds)}</span>
		</span>
	);
}

export function Note({ kind, text }: { readonly kind: "warn" | "fault"; readonly text: string }) {
	return (
		<p class={`note ${kind}`} data-note={kind}>
			<Icon name="warn" />
			<span>{text}</span>
		</p>
	);
}

/** A list that goes at once, and comes when it was the same for a moment. */
export function useSettled(list: readonly string[]): readonly string[] {
	const [settled, setSettled] = useState<readonly string[]>([]);
	const key = list.join("\n");
	useEffect(() => {
		if (key === "") return setSettled([]);
		const timer = setTimeout(() => setSettled(list), FAULT_AFTER_MS);
		return () => clearTimeout(timer);
	}, [key]);
	return key === "" ? [] : settled;
}
