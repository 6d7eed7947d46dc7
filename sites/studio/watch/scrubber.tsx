import { useRef } from "preact/hooks";
import { formatClock } from "../page/format-time.ts";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { textOf } from "../story/story.ts";

/** A native range over the marks of what happens. Dragging stops the film, which then goes on. */
export function Scrubber() {
	const { film, story } = useStudio();
	const wasPlaying = useRef(false);
	const shown = film.film.value;
	const length = shown?.facts.durationSeconds ?? 0;
	const seconds = film.seconds.value;
	const last = shown?.facts.times.findLast(({ startSeconds }) => startSeconds <= seconds);
	const row = last === undefined ? undefined : shown?.rows[last.entry];
	const entry = row === undefined ? undefined : story.value.conversation.messages[row];
	const goOn = () => {
		if (wasPlaying.current) film.play();
		wasPlaying.current = false;
	};
	return (
		<div class="scrubber" style={{ "--at": length === 0 ? 0 : Math.min(1, seconds / length) }}>
			<Marks />
			<input
				type="range"
				aria-label={WORDS.position}
				aria-valuetext={`${formatClock(seconds)}${entry === undefined ? "" : `, ${textOf(entry)}`}`}
				min={0}
				max={length}
				step={1 / (shown?.facts.fps ?? 30)}
				value={seconds}
				disabled={shown === null}
				onPointerDown={() => {
					wasPlaying.current = film.isPlaying.value;
				}}
				onPointerUp={goOn}
				onPointerCancel={goOn}
				onInput={({ currentTarget }) => film.seek({ seconds: Number(currentTarget.value) })}
			/>
		</div>
	);
}

/** When messages come, dots stand, and what is read in a hurry. */
function Marks() {
	const { film } = useStudio();
	const facts = film.film.value?.facts;
	if (facts === undefined) return null;
	const share = (seconds: number) => `${(100 * seconds) / facts.durationSeconds}%`;
	const hurried = new Set(
		facts.times.flatMap(({ entry, shownSeconds, readSeconds }) =>
			readSeconds > shownSeconds ? [entry] : [],
		),
	);
	return (
		<div class="marks" aria-hidden="true">
			{facts.events.map(({ kind, seconds, entry }, index) => (
				<i
					key={index}
					class={`mark ${kind} ${hurried.has(entry) ? "hurried" : ""}`}
					style={{ left: share(seconds) }}
				/>
			))}
		</div>
	);
}
