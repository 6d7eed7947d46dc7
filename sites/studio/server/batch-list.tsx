import { useRef } from "preact/hooks";
import { SERVER_WORDS, WORDS } from "../page/words.ts";
import { Note } from "../write/notes.tsx";
import type { Batch, BatchItem } from "./batch.ts";
import type { VideoJob } from "./video-job.ts";

type Props = { readonly batch: Batch; readonly jobs: readonly VideoJob[] };

/** Several files: a row each, and one button for all. */
export function BatchList({ batch, jobs }: Props) {
	const chooser = useRef<HTMLInputElement>(null);
	const items = batch.items.value;
	const startable = items.filter(({ conversation, jobId }) => conversation !== null && jobId === null).length;
	return (
		<section class="batch" aria-label={SERVER_WORDS.batch}>
			<h3>{SERVER_WORDS.batch}</h3>
			<p>
				{SERVER_WORDS.batchHint}{" "}
				<button type="button" class="plain" onClick={() => chooser.current?.click()}>
					{SERVER_WORDS.chooseFiles}
				</button>
				<input
					ref={chooser}
					type="file"
					multiple
					hidden
					accept=".json,.txt,.chat,.script,application/json,text/plain"
					onChange={({ currentTarget }) => {
						void batch.add([...(currentTarget.files ?? [])]);
						// The same files can be chosen again.
						currentTarget.value = "";
					}}
				/>
			</p>
			{items.length > 0 && (
				<>
					<ul>
						{items.map((item) => (
							<li key={item.key} class="batch-row">
								<span class="batch-name">{item.name}</span>
								<span class="batch-state">{describeItem(item, jobs)}</span>
								{item.fault !== null && <Note kind="fault" text={item.fault} />}
							</li>
						))}
					</ul>
					<p class="made-acts">
						<button type="button" class="filled" disabled={startable === 0} onClick={batch.start}>
							{SERVER_WORDS.renderAll(startable)}
						</button>
						<button type="button" class="plain" onClick={batch.clear}>
							{SERVER_WORDS.clear}
						</button>
					</p>
				</>
			)}
		</section>
	);
}

function describeItem({ jobId, conversation, fault }: BatchItem, jobs: readonly VideoJob[]): string {
	if (fault !== null) return WORDS.faults(1);
	if (conversation === null) return SERVER_WORDS.reading;
	if (jobId === null) return SERVER_WORDS.toRender;
	const job = jobs.find(({ id }) => id === jobId);
	if (job === undefined) return "";
	const words = SERVER_WORDS.status[job.status];
	return job.status === "rendering" ? SERVER_WORDS.percent(words, job.percent, null) : words;
}
