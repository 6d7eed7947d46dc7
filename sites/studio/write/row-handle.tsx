import { useRef } from "preact/hooks";
import { Icon } from "../page/icons.tsx";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { type Entry, isMessage, textOf } from "../story/story.ts";
import { useDrag } from "./drag-rows.ts";
import { moveBy } from "./row-acts.ts";
import { RowMenu } from "./row-menu.tsx";
import { useFocus } from "./use-focus.ts";

type Props = { readonly rowKey: string; readonly at: number; readonly entry: Entry };

/** What a row is dragged by, and what opens its menu. */
export function RowHandle({ rowKey, at, entry }: Props) {
	const studio = useStudio();
	const { menu } = studio;
	const opened = menu.value?.rowKey === rowKey ? menu.value : null;
	const button = useRef<HTMLButtonElement>(null);
	useFocus(rowKey, "handle", button);
	const drag = useDrag(studio, at);
	return (
		<span class="handle-place">
			<button
				ref={button}
				type="button"
				class="handle"
				aria-label={isMessage(entry) ? WORDS.options(at + 1) : WORDS.lineOptions(at + 1)}
				aria-haspopup="menu"
				aria-expanded={opened !== null}
				onPointerDown={drag.begin}
				onClick={() => {
					if (!drag.wasDragged()) menu.value = opened === null ? { rowKey, from: "handle" } : null;
				}}
				onKeyDown={(event) => {
					const isUp = event.key === "ArrowUp";
					if (event.altKey && (isUp || event.key === "ArrowDown")) {
						event.preventDefault();
						moveBy(studio, at, isUp ? -1 : 1, { offset: 0, part: "handle" });
					}
				}}
			>
				<Icon name="handle" />
			</button>
			{opened !== null && (
				<RowMenu
					at={at}
					entry={entry}
					close={(goesBack) => {
						menu.value = null;
						if (!goesBack) return;
						if (opened.from === "handle") button.current?.focus();
						else studio.focus.value = { rowKey, part: "text", offset: textOf(entry).length };
					}}
				/>
			)}
		</span>
	);
}
