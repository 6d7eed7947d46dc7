/** Gives an element the focus that was lost with what had it: the keyboard would begin anew at the top of the page. */
export function takeLostFocus(element: HTMLElement | null): void {
	if (document.activeElement === null || document.activeElement === document.body) element?.focus();
}

/** Focuses an element that took time to load, unless the user is typing in a field by then. */
export function takeFocus(element: HTMLElement | null): void {
	if (document.activeElement?.matches("input, textarea, select") !== true) element?.focus();
}
