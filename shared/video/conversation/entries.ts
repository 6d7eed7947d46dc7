import * as z from "zod";
import { quote } from "../../core/fault.ts";
import { choice, clock, emoji, field, id, inRange, line, note, number, text, yesOrNo } from "./fields.ts";
import { kinds } from "./kinds.ts";
import { LIMITS } from "./limits.ts";
import { audio, picture } from "./sources.ts";

const after = number(LIMITS.afterSeconds);
/** Whose ids there are, `findReferenceFaults` knows. */
const writer = z.string().meta({ allowed: '"you", "them", or the id of a person in people' });

const typed = kinds([
	yesOrNo,
	z.strictObject({
		draft: field(text, "a draft", "What is typed and deleted before the text.", "I hate you"),
	}),
]).meta({ allowed: 'true, false, an object with "draft"' });

const reaction = z.strictObject({
	emoji: field(emoji, "an emoji", "The reaction, one emoji.", "❤️"),
	from: field(
		writer.optional(),
		"who reacts",
		"Who reacts. Default: the other side; in a group, to your message, the first of `people`.",
		"you",
	),
	after: field(after.optional(), "seconds", "Seconds after the message stands there. Default: paced.", 1.5),
});

const link = z.strictObject({
	title: field(line, "a title", "The title on the link's card.", "The best dog parks in town"),
	site: field(
		line.optional(),
		"a site",
		"The site's name below the title. Default: the domain of the first address in the text.",
		"example.com",
	),
	picture: field(picture.optional(), "a picture", "The picture on the card. Default: none.", "park.jpg"),
});

const messageSchema = z
	.strictObject({
		sender: field(
			choice(["you", "them"]).optional(),
			"a sender",
			"Whose side the message is on: yours or theirs. May be left out where `from` is given.",
			"you",
		),
		from: field(
			writer.optional(),
			"who writes",
			"Who writes: `you`, `them` (in a chat of two), or a person's id. A group needs it for the others.",
			"maya",
		),
		id: field(id.optional(), "an id", "A name of the message, for `replyTo`. Unique.", "question"),
		text: field(
			text.optional(),
			"a text",
			"The text, or the caption of the pictures.",
			"He brought me, actually",
		),
		images: field(
			z
				.array(field(picture, "a picture", "A picture of the message.", "dog.jpg"))
				.min(LIMITS.images.min)
				.max(LIMITS.images.max)
				.meta({ allowed: `a list of ${inRange(LIMITS.images)} pictures` })
				.optional(),
			"pictures",
			"Pictures in the message, two or more as a grid; `text` is their caption.",
			["dog.jpg"],
		),
		voice: field(
			z
				.strictObject({
					seconds: field(number(LIMITS.voiceSeconds), "seconds", "The length that the voice note shows.", 12),
				})
				.optional(),
			"a voice note",
			"A voice note with a waveform. It is still, and not heard.",
			{ seconds: 12 },
		),
		audio: field(audio.optional(), "a sound", "What is heard when the message appears.", "note.mp3"),
		timestamp: field(
			number(LIMITS.timestampSeconds).optional(),
			"a time in seconds",
			"When the message is sent, in seconds from the start. Never descending. Default: paced.",
			4.5,
		),
		pause: field(
			number(LIMITS.waitSeconds).optional(),
			"seconds",
			"Seconds of silence before the message, beside its pacing.",
			1.5,
		),
		time: field(
			clock.optional(),
			"a time of day",
			"What the phone's clock says then, and the time beside the message; an earlier one than before is the next day's. Default: the clock runs with the video.",
			"21:45",
		),
		typed: field(
			typed.optional(),
			"whether the message is typed",
			"Whether the keyboard is seen typing your message, or a draft that is deleted first. Default: as `keyboard` says.",
			true,
			{ draft: "I hate you" },
		),
		replyTo: field(
			kinds([z.string(), z.int().min(0)])
				.meta({ allowed: "the id or the index of an earlier message" })
				.optional(),
			"an earlier message",
			"The earlier message that this one quotes: its `id`, or its index in `messages` from 0.",
			"question",
			0,
		),
		reactions: field(
			z
				.array(field(reaction, "a reaction", "One reaction.", { emoji: "❤️" }))
				.max(LIMITS.reactions.max)
				.meta({ allowed: `a list of ${inRange(LIMITS.reactions)} reactions` })
				.optional(),
			"reactions",
			"Reactions that appear on the message.",
			[{ emoji: "😂", from: "them", after: 1 }],
		),
		edited: field(
			z
				.strictObject({
					text: field(text, "a text", "The new text.", "He brought me"),
					after: field(after, "seconds", "Seconds after the message stands there.", 3),
				})
				.optional(),
			"an edit",
			"The message gets another text.",
			{ text: "He brought me", after: 3 },
		),
		deleted: field(
			z
				.strictObject({ after: field(after, "seconds", "Seconds after the message stands there.", 2) })
				.optional(),
			"a deletion",
			"The message is deleted.",
			{ after: 2 },
		),
		link: field(link.optional(), "a link's card", "The card of a link in the text. Nothing is fetched.", {
			title: "The best dog parks in town",
			site: "example.com",
		}),
		receipt: field(
			choice(["sent", "delivered", "read", "none"]).optional(),
			"a receipt",
			"How far the receipt of your message gets: `delivered` is never read, `read` is read without an answer too. Default: read, when they answer.",
			"read",
		),
	})
	.meta({
		expected: "a message",
		description:
			"A message. It needs `sender` or `from`, and at least one of `text`, `images`, `voice`, `audio`.",
		examples: [{ sender: "them", text: "You brought your dog to a first date??" }],
		allOf: [
			{ anyOf: ["sender", "from"].map(requires) },
			{ anyOf: ["text", "images", "voice", "audio"].map(requires) },
		],
	});

function requires(name: string) {
	return { required: [name] };
}

const typing = z.strictObject({
	from: field(writer.optional(), "who types", "Who types. Default: them. A group needs it.", "maya"),
	seconds: field(number(LIMITS.waitSeconds), "seconds", "How long the dots are seen.", 2),
});

/** The other entries, each told by its only field. */
const otherEntries = [
	z.strictObject({
		pause: field(number(LIMITS.waitSeconds), "seconds", "A pause of so many seconds: nothing happens.", 1.5),
	}),
	z.strictObject({
		system: field(
			note,
			"a line",
			"A grey line: somebody joined, a screenshot, a missed call.",
			"Maya took a screenshot",
		),
	}),
	z.strictObject({
		date: field(note, "a line", "A line with a day or time, as written.", "Today 9:41 PM"),
	}),
	z.strictObject({
		typing: field(typing, "typing", "Typing dots that no message follows.", { from: "them", seconds: 2 }),
	}),
	z.strictObject({
		status: field(
			line,
			"a status",
			"A new status below the name in the header.",
			"last seen today at 9:41 PM",
		),
	}),
] as const;

const OTHER_NAMES = otherEntries.map(({ shape }) => quote(Object.keys(shape)[0] ?? "")).join(", ");

/** One entry of `messages`. Its kind is told from its fields: `chooseOption`. */
export const entrySchema = kinds([messageSchema, ...otherEntries]).meta({
	expected: "a message",
	allowed: `an object with "sender" and "text", or with one of ${OTHER_NAMES}`,
	description: "A message, or another entry, told by which field it has.",
	examples: [{ sender: "you", text: "Hi" }, { pause: 1.5 }],
});

/** The option of the union that is a message. */
export const MESSAGE = 0;

/** What a message may be of: one of these at least. */
export const CONTENTS = ["text", "images", "voice", "audio"] as const;
