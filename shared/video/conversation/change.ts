import type { Change, ChatState, EntryState } from "./chat-state.ts";

type Opening = Pick<ChatState, "status" | "clock"> &
	Partial<Pick<ChatState, "opened">> & {
		/** What has happened by then. Default: nothing was said yet. */
		readonly changes?: readonly Change[];
	};

/** The state with which a video begins. */
export function openingState({ status, clock, opened = null, changes = [] }: Opening): ChatState {
	const empty: ChatState = { entries: [], draft: null, keyboard: null, status, clock, opened };
	return changes.reduce(change, empty);
}

/** The opening, and the state after each change. */
export function foldChanges(opening: ChatState, changes: readonly Change[]): readonly ChatState[] {
	const states = [opening];
	for (const [at, by] of changes.entries()) states.push(change(states[at] ?? opening, by));
	return states;
}

/**
 * The state after a change. It shares what the change does not touch. Throws RangeError for a change that cannot be, such as a
 * receipt for an entry that is not there.
 */
export function change(state: ChatState, by: Change): ChatState {
	switch (by.kind) {
		case "draft":
			return { ...state, draft: by.draft };
		case "keyboard":
			return { ...state, keyboard: by.keyboard };
		case "status":
			return { ...state, status: by.status };
		case "clock":
			return { ...state, clock: by.clock };
		default:
			return { ...state, entries: changeEntries(state.entries, by) };
	}
}

type EntryChange = Extract<Change, { readonly entry: number }>;

/** Entries stand in the order of the conversation, also if an earlier one comes later. */
function changeEntries(entries: readonly EntryState[], by: EntryChange): readonly EntryState[] {
	const place = entries.filter(({ entry }) => entry < by.entry).length;
	const before = entries[place]?.entry === by.entry ? entries[place] : undefined;
	const after = changeEntry(before, by);
	if (after === undefined) {
		const is = before === undefined ? "is not there" : `is ${JSON.stringify(before)}`;
		throw new RangeError(`The change ${JSON.stringify(by)} is impossible: the entry ${is}`);
	}
	return entries.toSpliced(place, before === undefined ? 0 : 1, ...(after === null ? [] : [after]));
}

/** Null: the entry goes. Undefined: the change is impossible. */
function changeEntry(before: EntryState | undefined, by: EntryChange): EntryState | null | undefined {
	const { entry } = by;
	if (before === undefined) {
		const typing = {
			entry,
			shows: "typing",
			reactions: [],
			receipt: "none",
			time: null,
			receiptTime: null,
			opens: null,
		} as const;
		if (by.kind === "typing") return typing;
		return by.kind === "shown" ? show(typing, by) : undefined;
	}
	if (before.shows === "typing") {
		if (by.kind === "stopped") return null;
		return by.kind === "shown" ? show(before, by) : undefined;
	}
	const isDeleted = before.shows === "deleted";
	switch (by.kind) {
		case "receipt":
			return isLater(by.receipt, before.receipt)
				? { ...before, receipt: by.receipt, receiptTime: by.time ?? null }
				: undefined;
		case "reaction":
			return isDeleted || before.reactions.includes(by.reaction)
				? undefined
				: { ...before, reactions: [...before.reactions, by.reaction] };
		case "edited":
			return isDeleted ? undefined : { ...before, shows: "edited" };
		case "deleted":
			return isDeleted ? undefined : { ...before, shows: "deleted" };
		default:
			return undefined;
	}
}

function show(before: EntryState, by: Extract<Change, { kind: "shown" }>): EntryState {
	const { time = null, receipt = "none", opens = null } = by;
	return { ...before, shows: "original", time, receipt, opens };
}

const RECEIPTS: readonly EntryState["receipt"][] = ["none", "sent", "delivered", "read"];

/** What is known of a message never becomes less. */
const isLater = (receipt: EntryState["receipt"], than: EntryState["receipt"]) =>
	RECEIPTS.indexOf(receipt) > RECEIPTS.indexOf(than);
