import { useEffect } from "preact/hooks";
import { useStudio } from "../state/studio.ts";
import { WORDS } from "./words.ts";

const SHOWN_MS = 6000;

/** What was just done. Screen readers read it; it goes by itself. */
export function Notice() {
	const { notice, undo } = useStudio();
	const shown = notice.value;
	useEffect(() => {
		const timer = setTimeout(() => {
			notice.value = null;
		}, SHOWN_MS);
		return () => clearTimeout(timer);
	}, [shown, notice]);
	return (
		<div class="notice" role="status" data-shown={shown !== null}>
			{shown?.text}
			{shown?.canUndo === true && (
				<button
					type="button"
					class="plain"
					onClick={() => {
						undo();
						notice.value = null;
					}}
				>
					{WORDS.undo}
				</button>
			)}
		</div>
	);
}
