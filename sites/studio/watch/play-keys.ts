import type { RefObject } from "preact";
import { useStudio } from "../state/studio.ts";
import { toggleFullscreen } from "./fullscreen.ts";
import { useSafeAreas } from "./safe-areas.tsx";

/** The keys of a player: Space and K play, J and L and arrows jump, comma and dot step by a frame, M, F and S switch. */
export function usePlayKeys(section: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
	const { film } = useStudio();
	const { isShown } = useSafeAreas();
	return (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
		const isField = event.target instanceof HTMLElement && event.target.matches("select, textarea");
		const isButton = event.target instanceof HTMLElement && event.target.matches("button");
		if (isField || (isButton && [" ", "Enter"].includes(event.key))) return;
		const facts = film.film.value?.facts;
		const jump = (seconds: number) =>
			film.seek({
				seconds: Math.min(Math.max(0, film.seconds.value + seconds), facts?.durationSeconds ?? 0),
			});
		const frame = 1 / (facts?.fps ?? 30);
		const acts: Record<string, () => void> = {
			" ": () => (film.isPlaying.value ? film.pause() : film.play()),
			k: () => (film.isPlaying.value ? film.pause() : film.play()),
			j: () => jump(-1),
			l: () => jump(1),
			arrowleft: () => jump(-1),
			arrowright: () => jump(1),
			",": () => jump(-frame),
			".": () => jump(frame),
			home: () => film.seek({ seconds: 0 }),
			end: () => film.seek({ seconds: facts?.durationSeconds ?? 0 }),
			m: () => film.setSound(!film.hasSound.value),
			f: () => void toggleFullscreen(section.current),
			s: () => {
				isShown.value = !isShown.value;
			},
		};
		const act = acts[event.key.toLowerCase()];
		if (act === undefined) return;
		event.preventDefault();
		act();
	};
}
