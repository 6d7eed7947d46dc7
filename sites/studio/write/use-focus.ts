import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { type Focus, useStudio } from "../state/studio.ts";

/** Sets the caret, or the focus on the handle, when the page asks for it in this row. */
export function useFocus(rowKey: string, part: Focus["part"], element: RefObject<HTMLElement | null>): void {
	const { focus } = useStudio();
	const wanted = focus.value;
	useLayoutEffect(() => {
		const field = element.current;
		if (field === null || wanted?.rowKey !== rowKey || wanted.part !== part) return;
		focus.value = null;
		field.focus({ preventScroll: true });
		field.scrollIntoView({ block: "nearest" });
		if (field instanceof HTMLTextAreaElement) field.setSelectionRange(wanted.offset, wanted.offset);
	}, [wanted, rowKey, part, element, focus]);
}
