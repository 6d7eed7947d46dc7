import type { Step } from "../timeline/step.ts";
import type { AppSounds, SoundName } from "./app-sounds.ts";

type Sender = "you" | "them";

/** What is known of a message, by its index in the conversation. */
export type SoundedMessage = {
	readonly index: number;
	readonly sender: Sender;
	readonly reactions?: readonly { readonly from: Sender }[];
};

/** Something that is heard. Sounds of one role differ from one to the next in turn. */
export type Heard = {
	readonly atMs: number;
	readonly sound: SoundName;
	readonly role: "send" | "receive" | "reaction" | "key";
};

/** A sound at every message that is shown and at every reaction. Throws RangeError for a step whose message is not in `messages`. */
export function listMessageSounds(
	steps: readonly Step[],
	messages: readonly SoundedMessage[],
	{ send, receive, reaction }: AppSounds,
): readonly Heard[] {
	const byIndex = new Map(messages.map((message) => [message.index, message]));
	const find = (entry: number): SoundedMessage => {
		const message = byIndex.get(entry);
		if (message === undefined) throw new RangeError(`Message ${entry} has no sender`);
		return message;
	};
	return steps.flatMap(({ atMs, change }): Heard | readonly [] => {
		if (change.kind === "shown") {
			return find(change.entry).sender === "you"
				? { atMs, sound: send, role: "send" }
				: { atMs, sound: receive, role: "receive" };
		}
		if (change.kind !== "reaction") return [];
		const isYours = find(change.entry).reactions?.[change.reaction]?.from === "you";
		return { atMs, sound: isYours ? reaction.yours : reaction.theirs, role: "reaction" };
	});
}

/** A click at every key that is pressed, and at every letter that comes without a key that is lit. */
export function listKeySounds(steps: readonly Step[]): readonly Heard[] {
	let [draft, lit]: [string | null, string | null] = [null, null];
	return groupByTime(steps).flatMap(({ atMs, changes }): Heard | readonly [] => {
		const before = { draft: draft ?? "", lit };
		for (const change of changes) {
			if (change.kind === "draft") draft = change.draft;
			if (change.kind === "keyboard") lit = change.keyboard?.lit ?? null;
		}
		const isWritten = (draft ?? "") !== before.draft;
		// A key that was lit all along was pressed again. A field that is emptied without a key was sent.
		const isPressed = lit === null ? isWritten && draft !== null : isWritten || lit !== before.lit;
		return isPressed ? { atMs, sound: chooseKeySound(lit, before.draft, draft ?? ""), role: "key" } : [];
	});
}

function groupByTime(steps: readonly Step[]): readonly { atMs: number; changes: Step["change"][] }[] {
	const groups: { readonly atMs: number; readonly changes: Step["change"][] }[] = [];
	for (const { atMs, change } of steps) {
		const last = groups.at(-1);
		if (last?.atMs === atMs) last.changes.push(change);
		else groups.push({ atMs, changes: [change] });
	}
	return groups;
}

function chooseKeySound(lit: string | null, before: string, after: string): SoundName {
	if (lit === "delete" || after.length < before.length) return "deleteKey";
	// Only keys that have a name are written with more than one letter; an emoji has no letter.
	const isNamed = lit === null ? /\s$/.test(after) : /^[a-z]{2,}$/.test(lit);
	return isNamed ? "otherKey" : "letterKey";
}
