import { findSplit } from "../../../shared/video/timeline/long-message.ts";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { senderOf, withSender } from "../story/people.ts";
import { splitRow } from "../story/rows.ts";
import { type Message, textOf } from "../story/story.ts";

/** Cuts a long message in two where the library's warning says, both of its sender. */
export function SplitLong({ at, entry }: { readonly at: number; readonly entry: Message }) {
	const { story, change, announce, people } = useStudio();
	const text = textOf(entry);
	const before = findSplit(text);
	if (before === null) return null;
	const split = () => {
		const next = withSender({ sender: "you", text: "" }, senderOf(entry, people.value));
		const made = splitRow(story.value, at, text.indexOf(before) + before.length, next);
		const rowKey = made.rowKeys[at + 1] ?? "";
		change(made, { focus: { rowKey, offset: 0, part: "text" } });
		announce(WORDS.wasSplit, true);
	};
	return (
		<div class="notes">
			<button type="button" class="plain" aria-label={WORDS.splitOf(at + 1)} onClick={split}>
				{WORDS.split}
			</button>
		</div>
	);
}
