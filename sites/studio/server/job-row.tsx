import { useEffect } from "preact/hooks";
import { formatBytes } from "../make/format-bytes.ts";
import { formatSeconds } from "../page/format-time.ts";
import { SERVER_WORDS, WORDS } from "../page/words.ts";
import { Note } from "../write/notes.tsx";
import { takeLostFocus } from "./focus.ts";
import { JobActs } from "./job-acts.tsx";
import { readTitle } from "./job-id.ts";
import type { Renderer } from "./renderer.ts";
import { hasEnded, type VideoJob } from "./video-job.ts";

type Props = { readonly job: VideoJob; readonly renderer: Renderer };

/** One job: how far it is, or its video and what can be done with it. */
export function JobRow({ job, renderer }: Props) {
	const { id, status } = job;
	const title = readTitle(id);
	const isRunning = !hasEnded(job);
	const made = new Date(job.createdAtMs).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
	return (
		<li class="job" data-status={status}>
			<p class="job-title" id={`title-${id}`}>
				<span>{title}</span>
				<time dateTime={new Date(job.createdAtMs).toISOString()}>{made}</time>
			</p>
			{isRunning && <Progress job={job} renderer={renderer} />}
			{status !== "completed" && !isRunning && (
				<p class="job-facts">{SERVER_WORDS.status[status] ?? status}</p>
			)}
			{status === "completed" && (
				<p class="job-facts">
					{formatSeconds(job.durationSeconds)} · {formatBytes(job.bytes)} ·{" "}
					{SERVER_WORDS.spent(job.cpuSeconds.toFixed(2))}
				</p>
			)}
			{job.words !== null && status !== "cancelled" && <Note kind="fault" text={job.words} />}
			{!isRunning && <JobActs job={job} renderer={renderer} />}
			<Player job={job} renderer={renderer} />
		</li>
	);
}

function Progress({ job, renderer }: Props) {
	const { id, status, percent, etaSeconds } = job;
	const isCancelling = renderer.cancelling.value.has(id);
	const cancel = async (row: Element | null) => {
		if (isCancelling) return;
		await renderer.cancel(id);
		takeLostFocus(row?.querySelector("button") ?? null);
	};
	const left = etaSeconds === null ? null : WORDS.left(formatSeconds(etaSeconds));
	const words = isCancelling ? SERVER_WORDS.cancelling : SERVER_WORDS.status[status];
	return (
		<div class="progress">
			<progress max={100} value={percent} aria-labelledby={`title-${id}`} />
			<p>
				<span>{SERVER_WORDS.percent(words, percent, left)}</span>
				<button
					type="button"
					class="plain"
					aria-describedby={`title-${id}`}
					aria-disabled={isCancelling}
					onClick={({ currentTarget }) => void cancel(currentTarget.closest(".job"))}
				>
					{WORDS.cancel}
				</button>
			</p>
		</div>
	);
}

/** The video, once it was asked for. */
function Player({ job, renderer }: Props) {
	const { media, shown } = renderer;
	const isShown = shown.value === job.id && job.file !== null;
	useEffect(() => {
		if (isShown) void media.loadVideo(job);
	}, [isShown]);
	const video = media.videos.value.get(job.id);
	if (!isShown || video === undefined) return null;
	if (video.kind === "loading") return <p class="job-facts">{SERVER_WORDS.loading}</p>;
	if (video.kind === "failed") return <Note kind="fault" text={video.words} />;
	return (
		// biome-ignore lint/a11y/useMediaCaption: the film is text on its own picture; its sounds say nothing more
		<video src={video.address} controls playsInline preload="auto" aria-labelledby={`title-${job.id}`} />
	);
}
