import * as z from "zod";
import { LIMITS, PRESETS } from "./limits.ts";
import { normaliseLine, normaliseText, type TextFault, textFaults } from "./text-rules.ts";

const text = z
	.string()
	.superRefine((raw, context) => refuse(context, textFaults(raw, LIMITS.text)))
	.transform(normaliseText);

const line = z
	.string()
	.superRefine((raw, context) => refuse(context, textFaults(raw, LIMITS.line)))
	.transform(normaliseLine);

const whole = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);
const side = whole(LIMITS.side).multipleOf(2);

export const contactSchema = z.strictObject({
	/** The header shows it, the avatar its initials. */
	name: line.default("Contact"),
	/** The line under the name, e.g. "online". Default: no line. */
	status: line.optional(),
	/** The avatar's colour. Default: the theme's own. */
	color: z
		.string()
		.regex(/^#[0-9a-f]{6}$/i)
		.toLowerCase()
		.optional(),
});

export const themeSchema = z.strictObject({
	name: z.enum(["imessage"]).default("imessage"),
	mode: z.enum(["light", "dark"]).default("light"),
});

export const videoSchema = z.strictObject({
	/** Pixels. The default is the portrait format of short videos. */
	width: side.default(1080),
	height: side.default(1920),
	/** Frames a second. More make movement smoother and cost CPU for each moving frame. */
	fps: whole(LIMITS.fps).default(30),
	/** x264's constant rate factor: 6 more is about half the size. 20 keeps small text clean. */
	crf: whole(LIMITS.crf).default(20),
	/** x264's trade of CPU for size. */
	preset: z.enum(PRESETS).default("veryfast"),
	/** The exact length. Default: as long as the messages take. */
	durationSeconds: z.number().positive().max(LIMITS.durationSeconds.max).optional(),
});

export const messageSchema = z.strictObject({
	sender: z.enum(["you", "them"]),
	text,
	/** Seconds from the start at which the bubble starts to appear. Default: paced from the message before. */
	timestamp: z.number().min(LIMITS.timestampSeconds.min).max(LIMITS.timestampSeconds.max).optional(),
});

/**
 * The schema of a conversation. Rules that concern several fields (the number of messages, the order of their times, the size of
 * the whole) are in `parse.ts`: call `parseConversation`, which applies both.
 */
export const conversationSchema = z.strictObject({
	/** For editors; ignored. */
	$schema: z.string().optional(),
	contact: contactSchema.prefault({}),
	theme: themeSchema.prefault({}),
	video: videoSchema.prefault({}),
	/** False: a video without a sound track. */
	sound: z.boolean().default(true),
	messages: z.array(messageSchema),
});

/** A checked conversation: defaults filled in, texts in their normal form. Parsing it again gives an equal value. */
export type Conversation = DeepReadonly<z.output<typeof conversationSchema>>;

/** A conversation as it is written: what has a default may be left out. */
export type ConversationInput = DeepReadonly<z.input<typeof conversationSchema>>;

type DeepReadonly<Value> = Value extends object
	? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
	: Value;

/** `explainIssues` reads the words from `params`. */
function refuse(context: z.RefinementCtx, faults: readonly TextFault[]): void {
	for (const params of faults) context.addIssue({ code: "custom", params });
}
