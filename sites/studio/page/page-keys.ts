import { useEffect } from "preact/hooks";
import { useStudio } from "../state/studio.ts";
import { saveFile } from "./files.ts";

/** The keys that do the same wherever the focus is. */
export function usePageKeys(): void {
	const studio = useStudio();
	useEffect(() => {
		const take = (event: KeyboardEvent) => {
			if (event.isComposing || event.altKey) return;
			const key = event.key.toLowerCase();
			if (event.key === "F6") return prevent(event, () => focusNextRegion(event.shiftKey));
			if (event.key === "F8") return prevent(event, focusNextNote);
			if (!(event.ctrlKey || event.metaKey)) return;
			if (key === "k")
				return prevent(event, () => {
					studio.isCommanding.value = true;
				});
			if (isNative(event.target)) return;
			if (key === "z" && !event.shiftKey) prevent(event, studio.undo);
			else if (key === "y" || key === "z") prevent(event, studio.redo);
			else if (key === "s") prevent(event, () => saveFile(studio.story.value.conversation));
			else if (event.key === "Enter") {
				prevent(event, () => {
					const { film } = studio;
					if (film.isPlaying.value) film.pause();
					else film.play();
				});
			}
		};
		addEventListener("keydown", take);
		return () => removeEventListener("keydown", take);
	}, [studio]);
}

/** In the views of script and JSON undoing is the browser's. */
function isNative(target: EventTarget | null): boolean {
	return target instanceof Element && target.closest("[data-native-undo]") !== null;
}

function prevent(event: KeyboardEvent, act: () => void): void {
	event.preventDefault();
	act();
}

function focusNextRegion(isBack: boolean): void {
	const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
		(region) => region.offsetParent !== null,
	);
	const at = regions.findIndex((region) => region.contains(document.activeElement));
	const next = regions.at((at + (isBack ? -1 : 1) + regions.length) % Math.max(1, regions.length));
	const controls =
		next?.querySelectorAll<HTMLElement>("textarea, input, select, button:not([disabled])") ?? [];
	const first = [...controls].find(({ offsetParent }) => offsetParent !== null);
	(first ?? next)?.focus();
}

/** The next row with a fault or hint. */
export function focusNextNote(): void {
	const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
	const at = rows.findIndex((row) => row.contains(document.activeElement));
	const noted = [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find(
		(row) => row.querySelector("[data-note]") !== null,
	);
	noted?.querySelector<HTMLElement>("textarea, input, button")?.focus();
	noted?.scrollIntoView({ block: "nearest" });
}
