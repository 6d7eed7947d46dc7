import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { formatBytes } from "../make/format-bytes.ts";
import { download } from "../page/files.ts";
import { formatSeconds } from "../page/format-time.ts";
import { Icon } from "../page/icons.tsx";
import { SERVER_WORDS, WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { Note } from "../write/notes.tsx";
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
			<Player job={job} renderer={renderer} />
			{!isRunning && <Acts job={job} renderer={renderer} />}
		</li>
	);
}

function Progress({ job, renderer }: Props) {
	const { id, status, percent, etaSeconds } = job;
	const isCancelling = renderer.cancelling.value.has(id);
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
					onClick={() => isCancelling || void renderer.cancel(id)}
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

function Acts({ job, renderer }: Props) {
	const { media, shown } = renderer;
	const { announce } = useStudio();
	const isAsked = useSignal(false);
	const place = useRef<HTMLDivElement>(null);
	const title = `title-${job.id}`;
	const play = async () => {
		shown.value = job.id;
		await media.loadVideo(job);
		// Only a press may start a sound; a browser that thinks it too long ago leaves the player's own button.
		const video = place.current?.closest(".job")?.querySelector("video");
		video?.focus();
		await video?.play().catch(() => {});
	};
	const save = async () => {
		const video = await media.loadVideo(job);
		if (video.kind === "ready") download(video.blob, `${job.id}.mp4`);
		else if (video.kind === "failed") announce(video.words);
	};
	const savePoster = async () => {
		try {
			const poster = await media.fetchPoster(job);
			if (poster !== null) download(poster, `${job.id}.png`);
		} catch (error) {
			announce((error as Error).message);
		}
	};
	if (isAsked.value) {
		return (
			<div class="made-acts" ref={place}>
				<span>{SERVER_WORDS.deleteForGood}</span>
				<button
					type="button"
					class="plain danger"
					autofocus
					aria-describedby={title}
					onClick={() => void renderer.deleteVideo(job.id)}
				>
					{SERVER_WORDS.delete}
				</button>
				<button
					type="button"
					class="plain"
					onClick={() => {
						isAsked.value = false;
					}}
				>
					{SERVER_WORDS.keep}
				</button>
			</div>
		);
	}
	const ask = () => {
		// What has no video is lost already.
		if (job.file === null) void renderer.deleteVideo(job.id);
		else isAsked.value = true;
	};
	return (
		<div class="made-acts" ref={place}>
			{job.file !== null && (
				<>
					<button type="button" class="plain" aria-describedby={title} onClick={() => void play()}>
						<Icon name="play" />
						{SERVER_WORDS.play}
					</button>
					<button type="button" class="plain" aria-describedby={title} onClick={() => void save()}>
						{WORDS.download}
					</button>
				</>
			)}
			{job.file?.posterFileId != null && (
				<button type="button" class="plain" aria-describedby={title} onClick={() => void savePoster()}>
					{WORDS.cover}
				</button>
			)}
			<button type="button" class="plain" aria-describedby={title} onClick={ask}>
				{SERVER_WORDS.delete}
			</button>
		</div>
	);
}
