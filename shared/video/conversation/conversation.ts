import * as z from "zod";
import { entrySchema } from "./entries.ts";
import { choice, field, inRange, languageTag, line, number } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { deviceSchema, themeSchema } from "./look.ts";
import { soundSchema, splitSchema, videoSchema } from "./output.ts";
import { contactSchema, personSchema } from "./people.ts";

/**
 * The schema of a conversation. Rules that concern several fields (the number of messages, the order of their times, who `from` may
 * name, the size of the whole) are in `parse.ts`: call `parseConversation`, which applies both.
 */
export const conversationSchema = z
	.strictObject({
		$schema: field(
			z.string().meta({ allowed: "text" }).optional(),
			"the address of a JSON schema",
			"For editors; ignored.",
			"conversation.schema.json",
		),
		title: field(
			line.optional(),
			"a title",
			"The name of a group. With it, the chat is a group. Default: the names.",
			"Dog people",
		),
		contact: field(contactSchema.prefault({}), "a contact", "The other in a chat of two.", { name: "Maya" }),
		people: field(
			z
				.array(field(personSchema, "a person", "Somebody in the chat.", { id: "maya", name: "Maya" }))
				.min(LIMITS.people.min)
				.max(LIMITS.people.max + 1)
				.meta({ allowed: `a list of ${inRange(LIMITS.people)} others, and you` })
				.optional(),
			"people",
			"The others, when there are several or messages name them. Two or more make a group.",
			[
				{ id: "maya", name: "Maya" },
				{ id: "ben", name: "Ben", color: "#ff9500" },
			],
		),
		theme: field(themeSchema.prefault({}), "a theme", "The look.", { name: "imessage", mode: "dark" }),
		device: field(deviceSchema.optional(), "a device", "What the phone's status bar shows.", {
			time: "21:41",
			battery: 37,
		}),
		locale: field(
			languageTag.optional(),
			"a language",
			"The language of the phone's words, dates and clock; one that it does not know is English. Default: en-US.",
			"en-US",
		),
		video: field(videoSchema.prefault({}), "video settings", "Size, quality and format of the video.", {
			width: 1080,
			height: 1920,
		}),
		pace: field(
			number(LIMITS.pace).optional(),
			"a pace",
			"How fast messages follow each other: 2 is twice as fast. Default: 1.",
			1.2,
		),
		startWith: field(
			z.int().min(0).meta({ allowed: "whole numbers, 0 to the number of entries" }).optional(),
			"a number of entries",
			"How many entries stand there at the start, without sound. Default: up to the first message, unless it has a `timestamp` or is `typed`, or a pause or dots come before it.",
			2,
		),
		keyboard: field(
			choice(["auto", "always", "never"]).optional(),
			"a use of the keyboard",
			"Whether a keyboard types your messages: those that can be read as they are typed, all, or none. Default: never.",
			"auto",
		),
		split: field(splitSchema.optional(), "how to split", "Makes several videos of a long chat.", {
			maxSeconds: 60,
		}),
		sound: field(
			soundSchema.default(true),
			"whether there is sound",
			"Which sounds there are. False: a video without a sound track.",
			false,
			{ messages: true, volume: 0.8 },
		),
		messages: field(
			z.array(entrySchema).meta({ allowed: "a list" }),
			"messages",
			"The messages and what else happens, in order.",
			[{ sender: "them", text: "Hi" }, { pause: 1 }, { sender: "you", text: "Hello" }],
		),
	})
	.meta({
		expected: "a conversation",
		title: "A conversation of chatreel",
		description: "The input of a video. Only `messages` is required.",
	});

/** A checked conversation: defaults filled in, texts in their normal form. Parsing it again gives an equal value. */
export type Conversation = DeepReadonly<z.output<typeof conversationSchema>>;

/** A conversation as it is written: what has a default may be left out. */
export type ConversationInput = DeepReadonly<z.input<typeof conversationSchema>>;

type DeepReadonly<Value> = Value extends object
	? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
	: Value;
