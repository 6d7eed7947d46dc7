import type { RefObject } from "preact";
import { formatClock } from "../page/format-time.ts";
import { IconButton } from "../page/icon-button.tsx";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { toggleFullscreen } from "./fullscreen.ts";
import { useSafeAreas } from "./safe-areas.tsx";
import { Scrubber } from "./scrubber.tsx";

const RATES = [0.5, 1, 1.5, 2];

export function Transport({ section }: { readonly section: RefObject<HTMLElement | null> }) {
	const { film } = useStudio();
	const { isShown } = useSafeAreas();
	const facts = film.film.value?.facts;
	const isPlaying = film.isPlaying.value;
	const step = (frames: number) =>
		film.seek({
			seconds: Math.min(
				Math.max(0, film.seconds.value + frames / (facts?.fps ?? 30)),
				facts?.durationSeconds ?? 0,
			),
		});
	return (
		<div class="transport">
			<Scrubber />
			<div class="transport-row">
				<IconButton
					icon="back"
					class="step"
					label={WORDS.back}
					disabled={facts === undefined}
					onClick={() => step(-1)}
				/>
				<IconButton
					icon={isPlaying ? "pause" : "play"}
					label={isPlaying ? WORDS.pausePlay : WORDS.play}
					class="play"
					disabled={facts === undefined}
					onClick={() => (isPlaying ? film.pause() : film.play())}
				/>
				<IconButton
					icon="forward"
					class="step"
					label={WORDS.forward}
					disabled={facts === undefined}
					onClick={() => step(1)}
				/>
				<Position />
				<span class="gap" />
				<select
					class="rate"
					aria-label={WORDS.speed}
					value={film.rate.value}
					onChange={({ currentTarget }) => film.setRate(Number(currentTarget.value))}
				>
					{RATES.map((rate) => (
						<option key={rate} value={rate}>
							{rate}×
						</option>
					))}
				</select>
				<IconButton
					icon={film.hasSound.value ? "sound" : "mute"}
					label={film.hasSound.value ? WORDS.soundOn : WORDS.soundOff}
					onClick={() => film.setSound(!film.hasSound.value)}
				/>
				<IconButton
					icon="safe"
					label={WORDS.safeAreas}
					aria-pressed={isShown.value}
					onClick={() => {
						isShown.value = !isShown.value;
					}}
				/>
				<IconButton
					icon="full"
					label={WORDS.fullscreen}
					onClick={() => void toggleFullscreen(section.current)}
				/>
			</div>
		</div>
	);
}

/** Apart, because it changes with each frame. */
function Position() {
	const { film } = useStudio();
	const length = film.film.value?.facts.durationSeconds ?? 0;
	return (
		<span class="position" aria-hidden="true">
			{formatClock(film.seconds.value)} <span>/ {formatClock(length)}</span>
		</span>
	);
}
