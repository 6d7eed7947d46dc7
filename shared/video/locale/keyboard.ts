/** What a keyboard shows in place of one another. Without capitals there is no shift. */
export type KeyboardPage = "letters" | "capitals" | "digits" | "emoji";

/**
 * Four rows of keys, from the top: signs, and the keys with a name: `shift`, `delete`, `digits`, `letters` (back from the digits),
 * `symbols` (a third page, which is never opened), `emoji`, `space`, `return`.
 */
export type KeyRows = readonly (readonly string[])[];

/** A keyboard as data. Its emoji page is not: every emoji has a key there. */
export type Keyboard = {
	readonly letters: KeyRows;
	/** Key by key over `letters`. Null: the script has none, and the keyboard no shift. */
	readonly capitals: KeyRows | null;
	readonly digits: KeyRows;
	/** False: what is typed is composed or chosen, so none of these keys stands for a character, and none lights up. */
	readonly lights: boolean;
};

type Letters = {
	readonly top: string;
	readonly middle: string;
	readonly lower: string;
	/** Their capitals, where they are not what Unicode says of any language. */
	readonly capitals?: (letters: string) => string;
	readonly hasShift?: boolean;
	/** The row in which delete is the last. */
	readonly deleteIn?: "top" | "lower";
	readonly digits?: KeyRows;
};

/** A keyboard of its letters, with the keys around them that every phone has. */
export function createKeyboard({ top, middle, lower, ...rest }: Letters): Keyboard {
	const { capitals = (letters: string) => letters.toUpperCase(), hasShift = true, deleteIn = "lower" } = rest;
	const createPage = (change: (letters: string) => string) => [
		[...change(top), ...(deleteIn === "top" ? ["delete"] : [])],
		[...change(middle)],
		[...(hasShift ? ["shift"] : []), ...change(lower), ...(deleteIn === "lower" ? ["delete"] : [])],
		["digits", "emoji", "space", "return"],
	];
	return {
		letters: createPage((letters) => letters),
		capitals: hasShift ? createPage(capitals) : null,
		digits: rest.digits ?? createDigits({}),
		lights: true,
	};
}

/** The page of digits, as an iPhone has it. */
export function createDigits({
	currency = "$",
	semicolon = ";",
	marks = ".,?!'",
}: {
	readonly currency?: string;
	readonly semicolon?: string;
	readonly marks?: string;
}): KeyRows {
	return [
		[..."1234567890"],
		[..."-/:", semicolon, "(", ")", currency, "&", "@", '"'],
		["symbols", ...marks, "delete"],
		["letters", "emoji", "space", "return"],
	];
}
