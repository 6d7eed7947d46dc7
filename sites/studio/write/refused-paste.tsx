import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { Note } from "./notes.tsx";

const MOST_LETTERS = 300;

/** A paste that did not parse, kept beside the story until it is opened and mended, or dropped. */
export function RefusedPaste({ mend, drop }: { readonly mend: () => void; readonly drop: () => void }) {
	const { refusedPaste } = useStudio();
	const refused = refusedPaste.value;
	if (refused === null) return null;
	const { text, format, fault } = refused;
	return (
		<section class="refused" aria-label={WORDS.refusedPaste}>
			<div role="alert">
				<Note kind="fault" text={WORDS.pasteRefused(fault)} />
			</div>
			<pre>{text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text}</pre>
			<p>
				<button type="button" class="plain" onClick={mend} title={WORDS.mendHint}>
					{WORDS.mend(WORDS[format])}
				</button>
				<button type="button" class="plain" onClick={drop}>
					{WORDS.drop}
				</button>
			</p>
		</section>
	);
}
