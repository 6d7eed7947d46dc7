/** Puts the caret where the next message is written; not on a touch screen, where that would open the keyboard. */
export function focusMessage(): void {
	if (!matchMedia("(hover: hover)").matches) return;
	requestAnimationFrame(() =>
		document.querySelector<HTMLElement>('[data-ghost="true"] textarea')?.focus({ preventScroll: true }),
	);
}
