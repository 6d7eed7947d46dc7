const RTL_LETTER =
	/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * The direction of a paragraph by its first strong letter, rules P2 and P3 of the Unicode Bidirectional Algorithm
 * (UAX #9); what stands inside an isolate does not count. Text without a letter runs left to right.
 */
export function findDirection(paragraph: string): "ltr" | "rtl" {
	const outside = paragraph.replace(/[\u2066-\u2068][^\u2069]*(?:\u2069|$)/gu, "");
	const firstLetter = outside.match(/\p{L}|\u200e|\u200f/u)?.[0];
	if (firstLetter === undefined) return "ltr";
	return firstLetter === "\u200f" || RTL_LETTER.test(firstLetter) ? "rtl" : "ltr";
}

/** Whether any of a text may run from right to left: it has a letter of such a script, or a control that says so. */
export function mayRunRightToLeft(text: string): boolean {
	return RTL_LETTER.test(text) || /[\u200f\u202b\u202e\u2067]/u.test(text);
}
