import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { download } from "../page/files.ts";
import { SERVER_WORDS, WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { takeLostFocus } from "./focus.ts";
import type { Renderer } from "./renderer.ts";
import type { VideoJob } from "./video-job.ts";

type Props = { readonly job: VideoJob; readonly renderer: Renderer };

/** What can be done with a job that has ended. */
export function JobActs({ job, renderer }: Props) {
	const { media, shown } = renderer;
	const { announce } = useStudio();
	const isAsked = useSignal(false);
	const place = useRef<HTMLDivElement>(null);
	const first = useRef<HTMLButtonElement>(null);
	const wasAsked = useRef(false);
	useEffect(() => {
		if (wasAsked.current !== isAsked.value) takeLostFocus(first.current);
		wasAsked.current = isAsked.value;
	}, [isAsked.value]);
	const title = `title-${job.id}`;
	const remove = async () => {
		const heading = place.current?.closest(".videos")?.querySelector("h3");
		await renderer.deleteVideo(job.id);
		takeLostFocus(heading ?? null);
	};
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
					ref={first}
					aria-describedby={title}
					onClick={() => void remove()}
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
		if (job.file === null) void remove();
		else isAsked.value = true;
	};
	return (
		<div class="made-acts" ref={place}>
			{job.file !== null && (
				<>
					<button type="button" class="plain" aria-describedby={title} onClick={() => void play()}>
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
			<button ref={first} type="button" class="plain" aria-describedby={title} onClick={ask}>
				{SERVER_WORDS.delete}
			</button>
		</div>
	);
}
