import { findKey } from "../../locale/find-key.ts";
import type { Keyboard, KeyboardPage } from "../../locale/keyboard.ts";
import type { Stroke } from "./keystrokes.ts";
import type { Edit } from "./list-edits.ts";
import type { PauseName } from "./rhythm.ts";

/** A stroke without its time. */
export type Press = Omit<Stroke, "atMs" | "leastGapMs"> & {
	/** As in its edit; null: of keys that change the page. */
	readonly added: string | null;
	readonly pause: PauseName | null;
};

/** The keys that a writer presses, one after another, and what the phone does by itself in between. */
type Hand = {
	readonly presses: Press[];
	readonly keyboard: Keyboard;
	/** The page on which letters stand after a draft: the phone sets shift by itself. */
	readonly restPage: (draft: string) => "letters" | "capitals";
	draft: string;
	page: KeyboardPage;
	/** Shift was pressed twice. */
	isLocked: boolean;
};

/**
 * Finds the keys of all edits, and those that are needed to get at them: shift, and the pages of digits and emoji. `restPage` says
 * which letters the phone offers.
 */
export function pressKeys(
	edits: readonly Edit[],
	keyboard: Keyboard,
	restPage: Hand["restPage"],
): readonly Press[] {
	const hand: Hand = { presses: [], keyboard, restPage, draft: "", page: restPage(""), isLocked: false };
	for (const [at, edit] of edits.entries()) {
		if (edit.added === null) pressDelete(hand, edit);
		else pressCharacter(hand, edit, edit.added, edits.slice(at + 1));
	}
	return hand.presses;
}

function pressDelete(hand: Hand, edit: Edit): void {
	const isOnLetters = hand.page === "letters" || hand.page === "capitals";
	const nextPage = edit.draft === "" && isOnLetters ? hand.restPage("") : hand.page;
	const isHeld = ["doubt", "hold", "repeat", "repeatWord"].includes(edit.pause ?? "") && edit.draft !== "";
	press(hand, hand.keyboard.lights ? "delete" : null, { ...edit, nextPage, isHeld });
}

function pressCharacter(hand: Hand, edit: Edit, added: string, later: readonly Edit[]): void {
	const found = findKey(hand.keyboard, added);
	const key = isLoneI(hand, added, later) ? findKey(hand.keyboard, "i") : found;
	// A character that no page has is on one that nobody sees.
	if (key === null) {
		press(hand, null, edit);
		return;
	}
	const first = hand.presses.length;
	if (NAMED.has(key.key)) {
		if (hand.page === "emoji") press(hand, "letters", { nextPage: hand.restPage(hand.draft) });
	} else if (key.page !== hand.page) {
		turnTo(hand, key.page);
	}
	if (key.page === "capitals" && !hand.isLocked && isShouted(hand, added, later)) lockShift(hand);
	// Whoever waits, waits before the first key of several.
	const [switched] = hand.presses.slice(first);
	if (switched !== undefined) hand.presses[first] = { ...switched, pause: edit.pause };
	press(hand, key.key, {
		...edit,
		pause: switched === undefined ? edit.pause : null,
		nextPage: pageAfter(hand, key.key, edit.draft),
	});
}

const NAMED: ReadonlySet<string> = new Set(["space", "return"]);

/** Goes to the page of letters first, unless the page has a key for the other one. */
function turnTo(hand: Hand, page: KeyboardPage): void {
	if (page === "digits" || page === "emoji") {
		hand.isLocked = false;
		if (hand.page === "emoji") press(hand, "letters", { nextPage: hand.restPage(hand.draft) });
		press(hand, page, { nextPage: page });
		return;
	}
	if (hand.page === "digits" || hand.page === "emoji")
		press(hand, "letters", { nextPage: hand.restPage(hand.draft) });
	if (hand.page === page) return;
	hand.isLocked = false;
	press(hand, "shift", { nextPage: page });
}

/** Shift twice. The first may have been pressed, or set by the phone. */
function lockShift(hand: Hand): void {
	const last = hand.presses.at(-1);
	const isPressed = last?.key === "shift" && last.nextPage === "capitals";
	if (!isPressed) press(hand, "shift", { nextPage: "capitals" });
	press(hand, "shift", { nextPage: "capitals" });
	hand.isLocked = true;
}

/** At least three capitals before the next small letter. */
function isShouted(hand: Hand, added: string, later: readonly Edit[]): boolean {
	let capitals = 0;
	for (const character of [added, ...later.map((edit) => edit.added)]) {
		const key = character === null ? null : findKey(hand.keyboard, character);
		if (key?.page === "capitals") capitals += 1;
		else if (key?.key !== "space") break;
		if (capitals === 3) return true;
	}
	return false;
}

/** The phone itself makes a capital of an "i" that stands alone. */
function isLoneI(hand: Hand, added: string, [next]: readonly Edit[]): boolean {
	return (
		added === "I" &&
		hand.page === "letters" &&
		/(?:^|\s)$/.test(hand.draft) &&
		!/^\p{L}/u.test(next?.added ?? "")
	);
}

function pageAfter(hand: Hand, key: string, draft: string): KeyboardPage {
	if (hand.page === "emoji" || hand.isLocked) return hand.page;
	// A space or an apostrophe is the end of a number or a mark.
	const isOnDigits = hand.page === "digits" && !NAMED.has(key) && key !== "'";
	return isOnDigits ? "digits" : hand.restPage(draft);
}

/** Adds a press on the page that is shown. Without a draft, it changes the page alone. */
function press(hand: Hand, key: string | null, more: Partial<Press>): void {
	const { draft = hand.draft, nextPage = hand.page, added = null, pause = null } = more;
	const { isHeld = false, isSlip = false } = more;
	hand.presses.push({ draft, page: hand.page, nextPage, key, added, pause, isHeld, isSlip });
	hand.draft = draft;
	hand.page = nextPage;
}
