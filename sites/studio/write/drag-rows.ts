import { useRef } from "preact/hooks";
import { WORDS } from "../page/words.ts";
import type { Studio } from "../state/studio.ts";
import { moveRow } from "../story/rows.ts";

/** A press that moves less is a click. */
const LEAST_PX = 5;
const EDGE_PX = 48;

/** Drags a row by pointer: a line shows where it will stand, Escape gives it up. */
export function useDrag({ story, change, announce }: Studio, at: number) {
	const dragged = useRef(false);
	const begin = (event: PointerEvent) => {
		dragged.current = false;
		if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
		const handle = event.currentTarget;
		const list = handle.closest<HTMLElement>(".rows");
		const scroller = handle.closest<HTMLElement>(".rows-scroll");
		const row = handle.closest<HTMLElement>("[data-row]");
		if (list === null || row === null) return;
		const startY = event.clientY;
		let to = at;
		handle.setPointerCapture(event.pointerId);
		const move = ({ clientY }: PointerEvent) => {
			if (!dragged.current && Math.abs(clientY - startY) < LEAST_PX) return;
			dragged.current = true;
			row.dataset["dragged"] = "true";
			to = markGap(list, clientY, at);
			if (scroller === null) return;
			const { top, bottom } = scroller.getBoundingClientRect();
			if (clientY < top + EDGE_PX) scroller.scrollBy(0, -12);
			if (clientY > bottom - EDGE_PX) scroller.scrollBy(0, 12);
		};
		const end = (isDone: boolean) => {
			handle.removeEventListener("pointermove", move);
			handle.removeEventListener("pointerup", drop);
			handle.removeEventListener("pointercancel", cancel);
			removeEventListener("keydown", takeEscape, true);
			delete row.dataset["dragged"];
			for (const marked of list.querySelectorAll("[data-gap]")) marked.removeAttribute("data-gap");
			if (!isDone || !dragged.current || to === at) return;
			change(moveRow(story.value, at, to));
			announce(WORDS.moved(to + 1, story.value.rowKeys.length), true);
		};
		const drop = () => end(true);
		const cancel = () => end(false);
		const takeEscape = (key: KeyboardEvent) => {
			if (key.key !== "Escape") return;
			key.stopPropagation();
			end(false);
		};
		handle.addEventListener("pointermove", move);
		handle.addEventListener("pointerup", drop);
		handle.addEventListener("pointercancel", cancel);
		addEventListener("keydown", takeEscape, true);
	};
	return { begin, wasDragged: () => dragged.current };
}

/** Marks where a row would come to stand, and returns the index that it would have. */
function markGap(list: HTMLElement, clientY: number, at: number): number {
	const rows = [...list.querySelectorAll<HTMLElement>('[data-row]:not([data-ghost="true"])')];
	for (const row of rows) row.removeAttribute("data-gap");
	const below = rows.findIndex((row) => {
		const { top, height } = row.getBoundingClientRect();
		return clientY < top + height / 2;
	});
	const gap = below === -1 ? rows.length : below;
	rows[gap]?.setAttribute("data-gap", "above");
	if (gap === rows.length) rows.at(-1)?.setAttribute("data-gap", "below");
	return gap > at ? gap - 1 : gap;
}
