import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Arrow keys go through a menu, letters leave what has them in its words, Backspace takes the last of them back, Escape and a press
 * elsewhere close it.
 */
export function useMenu(
	menu: { readonly current: HTMLElement | null },
	close: (goesBack: boolean) => void,
	part: unknown,
): void {
	const closing = useRef(close);
	closing.current = close;
	useLayoutEffect(() => {
		const element = menu.current;
		if (element === null) return;
		const items = () => [...element.querySelectorAll<HTMLElement>('[role="menuitem"]:not([hidden])')];
		let letters = "";
		delete element.dataset["letters"];
		items()[0]?.focus({ preventScroll: true });
		element.scrollIntoView({ block: "nearest" });
		const takeKey = (event: KeyboardEvent) => {
			const all = items();
			const at = all.findIndex((item) => item.matches(":focus"));
			const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
			const step = steps[event.key];
			if (step !== undefined) all.at((at + step + all.length) % Math.max(1, all.length))?.focus();
			else if (event.key === "Home") all[0]?.focus();
			else if (event.key === "End") all.at(-1)?.focus();
			else if (event.key === "Escape" || event.key === "Tab") closing.current(true);
			else if (event.key === "Backspace") letters = filter(element, letters.slice(0, -1));
			else if (isLetter(event)) letters = filter(element, letters + event.key) || letters;
			else return;
			event.preventDefault();
			event.stopPropagation();
		};
		const takePress = ({ target }: PointerEvent) => {
			if (!(target instanceof Node && element.parentElement?.contains(target))) closing.current(false);
		};
		element.addEventListener("keydown", takeKey);
		addEventListener("pointerdown", takePress);
		return () => {
			element.removeEventListener("keydown", takeKey);
			removeEventListener("pointerdown", takePress);
		};
	}, [part, menu]);
}

/** A space presses the button that has the focus. */
const isLetter = ({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent) =>
	!ctrlKey && !metaKey && !altKey && !isComposing && [...key].length === 1 && key !== " ";

/** Hides the items whose words have not these letters, and returns the letters: "", and all as it was, where none would be left. */
function filter(menu: HTMLElement, letters: string): string {
	const all = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
	const hasLetters = (item: HTMLElement) =>
		`${item.getAttribute("aria-label") ?? ""} ${item.textContent}`
			.toLowerCase()
			.includes(letters.toLowerCase());
	const left = all.filter(hasLetters);
	if (left.length === 0) return "";
	for (const item of all) item.hidden = !hasLetters(item);
	menu.dataset["letters"] = letters;
	if (!left.some((item) => item.matches(":focus"))) left[0]?.focus();
	return letters;
}
