import { useRef } from "preact/hooks";
import { download } from "../page/files.ts";
import { formatSeconds } from "../page/format-time.ts";
import { Icon } from "../page/icons.tsx";
import { WORDS } from "../page/words.ts";
import type { Maker, Making } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";
import { toShown } from "../story/story.ts";
import { Note } from "../write/notes.tsx";
import { formatBytes } from "./format-bytes.ts";

/** The video that is made in this browser: how far it is, or what came out. */
export function Result({ maker }: { readonly maker: Maker }) {
	const making = maker.making.value;
	const { story } = useStudio();
	const isEmpty = story.value.rowKeys.length === 0;
	return (
		<section class="result" data-kind={making.kind} aria-label={WORDS.video}>
			{making.kind === "none" && (
				<div class="make-offer">
					<p>{WORDS.exportHint}</p>
					<ExportButton maker={maker} isDisabled={isEmpty} />
				</div>
			)}
			{making.kind === "running" && <Progress making={making} cancel={maker.cancel} />}
			{making.kind === "failed" && <Note kind="fault" text={making.words} />}
			{making.kind === "made" && <Made making={making} maker={maker} />}
			{maker.obstacle.value !== null && <Note kind="warn" text={maker.obstacle.value} />}
		</section>
	);
}

type ButtonProps = { readonly maker: Maker; readonly isDisabled: boolean };

export function ExportButton({ maker, isDisabled }: ButtonProps) {
	const { tab } = useStudio();
	const { kind } = maker.making.value;
	return (
		<button
			type="button"
			class="filled"
			disabled={isDisabled || kind === "running" || maker.obstacle.value !== null}
			onClick={() => {
				tab.value = "make";
				void maker.start();
			}}
		>
			{WORDS.export}
		</button>
	);
}

type ProgressProps = { readonly making: Making & { readonly kind: "running" }; readonly cancel: () => void };

function Progress({ making: { done, beganMs }, cancel }: ProgressProps) {
	const leftSeconds = done < 0.05 ? null : (((performance.now() - beganMs) / 1000) * (1 - done)) / done;
	const percent = Math.floor(100 * done);
	return (
		<div class="progress">
			<h2>{WORDS.exporting}</h2>
			<progress max={1} value={done} aria-label={WORDS.exporting} />
			<p>
				<output>{percent} %</output>
				<span>{leftSeconds === null ? "" : WORDS.left(formatSeconds(leftSeconds))}</span>
				<button type="button" class="plain" onClick={cancel}>
					{WORDS.cancel}
				</button>
			</p>
		</div>
	);
}

type MadeProps = { readonly making: Making & { readonly kind: "made" }; readonly maker: Maker };

function Made({ making: { video, address, of, tookSeconds }, maker }: MadeProps) {
	const { story } = useStudio();
	const element = useRef<HTMLVideoElement>(null);
	const shown = toShown(story.value).conversation;
	const file = new File([video.file], `${video.name}.mp4`, { type: "video/mp4" });
	const canShare = "canShare" in navigator && navigator.canShare({ files: [file] });
	return (
		<div class="made">
			<h2>{WORDS.result}</h2>
			{/* biome-ignore lint/a11y/useMediaCaption: the film is text on its own picture; its sounds say nothing more */}
			<video ref={element} src={address} controls playsInline preload="metadata" aria-label={WORDS.result} />
			<p class="facts">
				{formatSeconds(video.durationSeconds)} · {formatBytes(video.file.size)} ·{" "}
				{WORDS.madeIn(formatSeconds(tookSeconds))}
			</p>
			{of !== shown && (
				<p class="changed">
					{WORDS.changedSince}{" "}
					<button type="button" class="plain" onClick={() => void maker.start()}>
						{WORDS.exportAgain}
					</button>
				</p>
			)}
			<div class="made-acts">
				<button type="button" class="filled" onClick={() => download(video.file, `${video.name}.mp4`)}>
					<Icon name="make" />
					{WORDS.download}
				</button>
				{canShare && (
					<button
						type="button"
						class="plain"
						onClick={() => void navigator.share({ files: [file] }).catch(() => {})}
					>
						{WORDS.share}
					</button>
				)}
				<button type="button" class="plain" onClick={() => download(video.poster, `${video.name}.png`)}>
					{WORDS.cover}
				</button>
			</div>
		</div>
	);
}
