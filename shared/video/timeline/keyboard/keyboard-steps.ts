import type { ChatEntry } from "../../conversation/chat-entries.ts";
import type { Change, ChatState, KeyboardState } from "../../conversation/chat-state.ts";
import type { Keyboard } from "../../locale/keyboard.ts";
import type { Spans } from "../entering.ts";
import type { Step } from "../step.ts";
import { listTypingStates } from "../typing/list-typing-states.ts";
import type { FittedTyping } from "./fit-typed.ts";
import { findFall } from "./keyboard-stay.ts";

type Typings = Spans & {
	readonly typed: readonly (FittedTyping | null)[];
	/** When dots begin, by entry. */
	readonly typingMs: readonly (number | null)[];
	readonly keyboard: Keyboard;
	/** From the first frame to the last. */
	readonly isAlwaysUp: boolean;
};

/** What composer and keyboard show from a time on. */
type Moment = Pick<ChatState, "draft" | "keyboard"> & { readonly atMs: number };

/** The keyboard at the start, and the steps of all typing: what is written, and which page and key of the keyboard is seen. */
export function listKeyboardSteps(
	entries: readonly ChatEntry[],
	typings: Typings,
): { readonly opening: KeyboardState | null; readonly steps: readonly Step[] } {
	const { typed, keyboard, isAlwaysUp } = typings;
	const places = typed.flatMap((each, at) => (each === null ? [] : at));
	const firstPage = typed[places[0] ?? -1]?.keystrokes.opening.page ?? findRestPage(keyboard);
	const opening = isAlwaysUp ? show(firstPage) : null;
	const moments = places.flatMap((at, order) =>
		listMoments(entries, typings, { at, nextTyped: places[order + 1] }),
	);
	return { opening, steps: listChanges(moments, { draft: null, keyboard: opening }) };
}

const show = (page: KeyboardState["page"], lit: string | null = null): KeyboardState => ({ page, lit });

function findRestPage({ capitals }: Keyboard): KeyboardState["page"] {
	return capitals === null ? "letters" : "capitals";
}

/** From the first key of one message to the next message that is typed, or to the keyboard's fall. */
function listMoments(
	entries: readonly ChatEntry[],
	typings: Typings,
	{ at, nextTyped }: { readonly at: number; readonly nextTyped: number | undefined },
): readonly Moment[] {
	const typing = typings.typed[at];
	if (typing == null) return [];
	const { upMs, startMs, keystrokes } = typing;
	const { draft, page } = keystrokes.opening;
	const fallMs = typings.isAlwaysUp ? null : findFall(entries, at, typings);
	const nextPage = nextTyped === undefined ? undefined : typings.typed[nextTyped]?.keystrokes.opening.page;
	// Once a message is sent, the phone offers what the next one begins with.
	const restPage = fallMs === null ? (nextPage ?? page) : page;
	const sent: Moment = { atMs: typings.startsMs[at] ?? 0, draft: null, keyboard: show(restPage) };
	return [
		{ atMs: upMs, draft: null, keyboard: show(page) },
		{ atMs: startMs, draft: draft || null, keyboard: show(page) },
		...listTypingStates(keystrokes).map((state): Moment => {
			return {
				atMs: startMs + state.atMs,
				draft: state.draft || null,
				keyboard: show(state.page, state.key),
			};
		}),
		sent,
		...(fallMs === null ? [] : [{ atMs: fallMs, draft: null, keyboard: null }]),
	];
}

/** What changes from one moment to the next. */
function listChanges(moments: readonly Moment[], before: Omit<Moment, "atMs">): readonly Step[] {
	let { draft, keyboard } = before;
	return moments.flatMap((moment) => {
		const { atMs } = moment;
		const changes: Change[] = [];
		if (moment.keyboard?.page !== keyboard?.page || moment.keyboard?.lit !== keyboard?.lit)
			changes.push({ kind: "keyboard", keyboard: moment.keyboard });
		if (moment.draft !== draft) changes.push({ kind: "draft", draft: moment.draft });
		({ draft, keyboard } = moment);
		return changes.map((change) => ({ atMs, change }));
	});
}
