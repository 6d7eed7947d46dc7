import * as z from "zod";
import { quote } from "../../core/fault.ts";
import { LIMITS } from "./limits.ts";
import { normaliseLine, normaliseText, type TextFault, type TextLimits, textFaults } from "./text-rules.ts";

/**
 * Gives a field its words. Faults say `expected`, and of what kind of value it is (`allowed`, which the kinds below bring along);
 * the JSON Schema has the description and the examples.
 */
export function field<Schema extends z.ZodType>(
	schema: Schema,
	expected: string,
	description: string,
	...examples: readonly z.input<Schema>[]
): Schema {
	return schema.meta({ expected, description, examples });
}

export type Range = { readonly min: number; readonly max: number };

export const inRange = ({ min, max }: Range) => `${min} to ${max}`;

export const number = (range: Range) =>
	z
		.number()
		.min(range.min)
		.max(range.max)
		.meta({ allowed: `numbers, ${inRange(range)}` });

export const whole = (range: Range) =>
	z
		.int()
		.min(range.min)
		.max(range.max)
		.meta({ allowed: `whole numbers, ${inRange(range)}` });

export const side = whole(LIMITS.side)
	.multipleOf(2)
	.meta({ allowed: `even whole numbers, ${inRange(LIMITS.side)}` });

export const yesOrNo = z.boolean().meta({ allowed: "true, false" });

export const choice = <const Names extends readonly string[]>(names: Names) =>
	z.enum(names).meta({ allowed: names.map(quote).join(", ") });

/** A text of several lines. */
export const text = createText(LIMITS.text, normaliseText).meta({
	allowed: `1 to ${LIMITS.text.graphemes} characters`,
});

export const LINE_WORDS = `one line of 1 to ${LIMITS.line.graphemes} characters`;
export const line = createText(LIMITS.line, normaliseLine).meta({ allowed: LINE_WORDS });

/** A grey line between messages. */
export const note = createText(LIMITS.note, normaliseLine).meta({
	allowed: `one line of 1 to ${LIMITS.note.graphemes} characters`,
});

export const COLOUR = /^#[0-9a-fA-F]{6}$/;
export const colour = z.string().regex(COLOUR).toLowerCase().meta({ allowed: "#rrggbb, e.g. #34c759" });

/** An id that the conversation gives to a person or a message. */
export const id = z
	.string()
	.regex(new RegExp(`^[\\p{L}\\p{M}\\p{N}_.-]{1,${LIMITS.idCharacters}}$`, "u"))
	.meta({ allowed: `1 to ${LIMITS.idCharacters} letters, digits, ".", "_" and "-"` });

export const clock = z
	.string()
	.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
	.meta({ allowed: "00:00 to 23:59" });

/** The Gregorian calendar's, checked by zod. */
export const day = z.iso.date().meta({ allowed: "a date that exists, as year-month-day, e.g. 2026-11-29" });

/** Well-formed by RFC 5646, section 2.1; whether the subtags exist is not checked. */
export const languageTag = z
	.string()
	.max(LIMITS.localeCharacters)
	.regex(
		/^(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*(?:-[A-WY-Za-wy-z\d](?:-[A-Za-z\d]{2,8})+)*(?:-[Xx](?:-[A-Za-z\d]{1,8})+)?$/,
	)
	.meta({ allowed: "a language tag (BCP 47), e.g. en-US" });

/** As a reader counts: one character, of emoji. */
export const emoji = z
	.string()
	.superRefine((raw, context) => {
		const isEmoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(raw);
		if (!isEmoji || textFaults(raw, { graphemes: 1, bytes: 160 }).length > 0)
			context.addIssue({ code: "custom", params: {} });
	})
	.meta({ allowed: "one emoji", minLength: 1 });

function createText(limits: TextLimits, normalise: (raw: string) => string) {
	return z
		.string()
		.superRefine((raw, context) => refuse(context, textFaults(raw, limits)))
		.meta({ minLength: 1 })
		.transform(normalise);
}

/** `explainIssues` reads the words from `params`. */
export function refuse(context: z.RefinementCtx, faults: readonly Partial<TextFault>[]): void {
	for (const params of faults) context.addIssue({ code: "custom", params });
}
