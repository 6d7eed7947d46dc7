import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Fault } from "../../../shared/core/fault.ts";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { withReplyIds } from "../story/rows.ts";
import { type Story, toShown, toStory } from "../story/story.ts";
import { Note } from "./notes.tsx";

const READ_AFTER_MS = 250;
const MOST_FAULTS = 8;

type Props = {
	readonly format: "script" | "json";
	/** It begins with the paste that did not parse, in place of the story. */
	readonly isMending: boolean;
};

/** The story as text. What parses becomes the story; else the story stays, and the faults are told. */
export function TextView({ format, isMending }: Props) {
	const { story, film, change, isReadOnly, refusedPaste } = useStudio();
	const text = useSignal("");
	const faults = useSignal<readonly Fault[]>([]);
	const isWritable = useSignal(true);
	/** The story that the text says, so that one's own change is not written back over it. */
	const said = useRef<Story | null>(null);
	const isTyped = useRef(false);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const shown = story.value;
	// At once: a key that comes after this is newer than the text that is asked for.
	useLayoutEffect(() => {
		if (said.current === shown) return;
		said.current = shown;
		isTyped.current = false;
		isWritable.value = true;
		const { conversation } = toShown(shown);
		if (format === "json") text.value = `${JSON.stringify(shown.conversation, null, "\t")}\n`;
		else if (conversation.messages.length > 0)
			void film.ask({ kind: "write", conversation }).then((answer) => {
				// What was typed meanwhile is newer.
				if (answer.kind !== "write" || isTyped.current) return;
				text.value = answer.script ?? "";
				isWritable.value = answer.script !== null;
			});
		faults.value = [];
	}, [shown, format, film, text, faults, isWritable]);
	useLayoutEffect(() => {
		const pasted = refusedPaste.peek();
		if (!isMending || pasted === null) return;
		text.value = pasted.text;
		isTyped.current = true;
		void read(pasted.text);
	}, []);
	const read = async (value: string) => {
		const answer = await film.ask({ kind: "read", text: value, format });
		if (answer.kind !== "read" || value !== text.value) return;
		faults.value = answer.faults;
		if (answer.conversation === null) return;
		const made = withReplyIds(toStory(answer.conversation));
		said.current = made;
		if (isMending) refusedPaste.value = null;
		change(made, { step: `view ${format}` });
	};
	return (
		<div class="text-view">
			<div class="lines" tabIndex={isReadOnly.value ? 0 : undefined}>
				<pre aria-hidden="true">{lineNumbers(text.value)}</pre>
				<textarea
					data-native-undo
					disabled={isReadOnly.value || !isWritable.value}
					spellcheck={false}
					aria-label={WORDS[format]}
					aria-invalid={faults.value.length > 0}
					rows={text.value.split("\n").length + 1}
					value={text.value}
					onInput={({ currentTarget }) => {
						const { value } = currentTarget;
						text.value = value;
						isTyped.current = true;
						const pasted = refusedPaste.value;
						if (isMending && pasted !== null) refusedPaste.value = { ...pasted, text: value };
						clearTimeout(timer.current);
						timer.current = setTimeout(() => void read(value), READ_AFTER_MS);
					}}
				/>
			</div>
			<div class="text-faults" role="status">
				{!isWritable.value && <Note kind="warn" text={WORDS.notWritable} />}
				{faults.value.length > 0 && <p>{WORDS.notUnderstood}</p>}
				{faults.value.slice(0, MOST_FAULTS).map((fault) => (
					<Note key={fault.message} kind="fault" text={fault.message} />
				))}
				{faults.value.length > MOST_FAULTS && <p>{WORDS.moreFaults(faults.value.length - MOST_FAULTS)}</p>}
			</div>
		</div>
	);
}

const lineNumbers = (text: string) =>
	text
		.split("\n")
		.map((_, index) => index + 1)
		.join("\n");
