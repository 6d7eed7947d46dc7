import { formatSeconds } from "../page/format-time.ts";
import { WORDS } from "../page/words.ts";
import type { Maker } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";
import { Note, useSettled } from "../write/notes.tsx";
import { listRowNotes } from "../write/row-notes.ts";
import { FitLength } from "./fit-length.tsx";
import { formatBytes } from "./format-bytes.ts";

/** What the video will be, and what stands in its way. */
export function CostLine({ maker }: { readonly maker: Maker }) {
	const quote = maker.quote.value;
	const { film, story } = useStudio();
	const shown = film.film.value;
	const notes = listRowNotes(shown, film.refusal.value);
	const whole = notes.get(-1);
	const wholeFaults = useSettled(whole?.faults ?? []);
	const count = (kind: "faults" | "warnings") =>
		[...notes.values()].reduce((sum, each) => sum + each[kind].length, 0);
	const faults = count("faults");
	const hurried = [...notes.values()].filter(
		({ times }) => times !== null && times.readSeconds > times.shownSeconds,
	);
	const warnings = count("warnings") + hurried.length;
	const facts = shown?.facts;
	return (
		<section class="cost" data-region aria-label={WORDS.cost}>
			{facts !== undefined && story.value.rowKeys.length > 0 && (
				<dl>
					<div>
						<dt>{WORDS.length}</dt>
						<dd>{formatSeconds(facts.durationSeconds)}</dd>
						<dd>
							<FitLength durationSeconds={facts.durationSeconds} />
						</dd>
					</div>
					<div>
						<dt>{WORDS.messages}</dt>
						<dd>{facts.times.length}</dd>
					</div>
					<div>
						<dt>{WORDS.firstWords}</dt>
						<dd>{formatSeconds(facts.times[0]?.startSeconds ?? 0)}</dd>
					</div>
					{quote !== null && (
						<>
							<div>
								<dt>{WORDS.fileSize}</dt>
								<dd>~{formatBytes((quote.bytes.low + quote.bytes.high) / 2)}</dd>
							</div>
							<div>
								<dt>{WORDS.serverCost}</dt>
								<dd>{WORDS.cpuSeconds(quote.cpuSeconds.toFixed(2))}</dd>
							</div>
						</>
					)}
				</dl>
			)}
			<span class="gap" />
			{[...wholeFaults].slice(0, 2).map((fault) => (
				<Note key={fault} kind="fault" text={fault} />
			))}
			{(whole?.warnings ?? []).slice(0, 1).map((warning) => (
				<Note key={warning} kind="warn" text={warning} />
			))}
			{(faults > 0 || warnings > 0) && (
				<button type="button" class="plain" onClick={goToNote}>
					{[faults > 0 && WORDS.faults(faults), warnings > 0 && WORDS.warnings(warnings)]
						.filter((words) => words !== false)
						.join(", ")}
				</button>
			)}
		</section>
	);
}

const goToNote = () =>
	document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "F8", bubbles: true }));
