import { useLayoutEffect, useRef } from "preact/hooks";

/** Arrow keys go through a menu, Escape and a press elsewhere close it. */
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
		const items = () => [...element.querySelectorAll<HTMLElement>('[role="menuitem"]')];
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
