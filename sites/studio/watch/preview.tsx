import { useEffect, useRef } from "preact/hooks";
import { formatClock } from "../page/format-time.ts";
import { WORDS } from "../page/words.ts";
import { type Studio, useStudio } from "../state/studio.ts";
import { textOf } from "../story/story.ts";
import { SafeAreas } from "./safe-areas.tsx";

/** The canvas, which the worker draws on. It is never put in the page anew: a canvas is given away once. */
export function Preview() {
	const studio = useStudio();
	const { film, story, tab } = studio;
	const canvas = useRef<HTMLCanvasElement>(null);
	useEffect(() => {
		if (canvas.current !== null) film.attach(canvas.current);
	}, [film]);
	const facts = film.film.value?.facts;
	const isBlank = story.value.rowKeys.length === 0;
	const isEmpty = isBlank || facts === undefined;
	const label = film.isPlaying.value || isEmpty ? WORDS.preview : describePicture(studio);
	const { widthPx = 1080, heightPx = 1920 } = facts ?? {};
	return (
		<div class="stage">
			{/* biome-ignore lint/a11y/noStaticElementInteractions: rows are reached by the keyboard in their list */}
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: rows are reached by the keyboard in their list */}
			<div
				class="picture"
				data-empty={isEmpty}
				style={{ "--width": widthPx, "--height": heightPx }}
				onClick={(event) => {
					if (isMini()) {
						tab.value = "watch";
						return;
					}
					void goToRow(studio, event);
				}}
			>
				<canvas ref={canvas} width={1080} height={1920} role="img" aria-label={label} />
				<SafeAreas />
				{isEmpty && (
					<div class="empty-picture">
						<b>{isBlank ? WORDS.emptyTitle : WORDS.pictureComes}</b>
					</div>
				)}
			</div>
		</div>
	);
}

/** On a phone the picture is small beside the rows, and a tap makes it large. */
const isMini = () =>
	matchMedia("(max-width: 699px)").matches && document.querySelector('[data-tab="write"]') !== null;

async function goToRow({ film, story, focus, currentRow }: Studio, event: MouseEvent): Promise<void> {
	const shown = film.film.value;
	if (shown === null || !(event.currentTarget instanceof HTMLElement)) return;
	const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
	const { widthPx, heightPx } = shown.facts;
	const xPx = ((event.clientX - left) / width) * widthPx;
	const yPx = ((event.clientY - top) / height) * heightPx;
	const answer = await film.ask({ kind: "entryAt", xPx, yPx });
	const row = answer.kind === "entryAt" && answer.entry !== null ? shown.rows[answer.entry] : undefined;
	const rowKey = row === undefined ? undefined : story.value.rowKeys[row];
	if (row === undefined || rowKey === undefined) return;
	const entry = story.value.conversation.messages[row];
	currentRow.value = rowKey;
	focus.value = { rowKey, part: "text", offset: entry === undefined ? 0 : textOf(entry).length };
}

function describePicture({ film, story }: Studio): string {
	const shown = film.film.value;
	const seconds = film.seconds.value;
	const last = shown?.facts.times.findLast(({ startSeconds }) => startSeconds <= seconds);
	const row = last === undefined ? undefined : shown?.rows[last.entry];
	const entry = row === undefined ? undefined : story.value.conversation.messages[row];
	return WORDS.videoPicture(formatClock(seconds), entry === undefined ? "" : `: ${textOf(entry)}`);
}
