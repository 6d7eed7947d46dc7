import fc from "fast-check";
import type { ConversationInput } from "../../shared/video/conversation/conversation.ts";
import { LIMITS } from "../../shared/video/conversation/limits.ts";
import { dataUrl, pngFile } from "./picture-files.ts";

/** Valid conversations as they are written, with any of all fields, drawn or not. The first entry is a message with a text. */
export function arbitraryFullConversation(): fc.Arbitrary<ConversationInput> {
	return arbitraryCast.chain(({ people, title }) => {
		const others = (people ?? []).flatMap(({ id = "you" }) => (id === "you" ? [] : [id]));
		const isGroup = title !== undefined || others.length > 1;
		const theirs = isGroup ? others : ["them", ...others];
		return fc
			.record({
				first: arbitraryMessage(theirs, text),
				entries: fc.array(arbitraryEntry(theirs), { maxLength: 8 }),
				rest: fc.record(
					{
						contact,
						theme,
						device,
						locale,
						video,
						pace,
						keyboard,
						split,
						sound,
						startWith: fc.constantFrom(0, 1),
					},
					{ requiredKeys: [] },
				),
			})
			.map(({ first, entries, rest }) => ({
				...rest,
				...(people === undefined ? {} : { people }),
				...(title === undefined ? {} : { title }),
				messages: withReplies([first, ...entries]),
			})) as unknown as fc.Arbitrary<ConversationInput>;
	});
}

const range = ({ min, max }: { readonly min: number; readonly max: number }) =>
	fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const word = fc.constantFrom("Maya", "  Ben ", "Tomás\tA.", "日本語", "שלום", "👩‍👦 now");
const text = fc.constantFrom("Hi", " two\r\nlines ", "日本語", "👍🏽", "a ".repeat(200));
const colour = fc.constantFrom("#34c759", "#ABCDEF", "#000000");
const clock = fc.constantFrom("00:00", "09:41", "23:59");
const DOT = pngFile({ width: 1, height: 1, colour: 0, rows: Buffer.from([0, 255]) });
const bucketFile = fc.constant({ bucketId: "pictures", fileId: "a-1" });
const picture = fc.oneof(
	fc.constantFrom("dog.jpg", "photos/Ünï code.PNG", "./a.b.webp", dataUrl("png", DOT)),
	bucketFile,
);
const sourceOfSound = fc.oneof(fc.constantFrom("calm.mp3", "data:audio/mpeg;base64,SUQz"), bucketFile);
const after = range(LIMITS.afterSeconds);
const optional = <Fields>(
	shape: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
	...required: readonly (keyof Fields & string)[]
) => fc.record(shape, { requiredKeys: [...required] as never[] }) as fc.Arbitrary<Partial<Fields>>;

const arbitraryCast = fc.record({
	people: fc.option(
		fc
			.uniqueArray(fc.constantFrom("you", "maya", "ben", "tom-3", "Ünal", "д.р"), {
				minLength: 1,
				maxLength: 5,
			})
			.chain((ids) =>
				fc.tuple(
					...ids.map((id) =>
						optional({ id: fc.constant(id), name: word, color: colour, picture }, "id", "name"),
					),
				),
			),
		{ nil: undefined },
	),
	title: fc.constantFrom(undefined, undefined, "Dog people"),
});

const contact = optional({ name: word, status: word, color: colour, picture });
const theme = optional({
	name: fc.constantFrom("imessage", "imessage-classic"),
	mode: fc.constantFrom("light", "dark"),
	accent: colour,
	wallpaper: fc.oneof(colour, picture, fc.record({ top: colour, bottom: colour })),
	emoji: fc.constantFrom("noto", "own"),
	smartQuotes: fc.boolean(),
});
const device = optional({
	time: clock,
	date: fc.constantFrom("2026-11-29", "2024-02-29"),
	battery: fc.integer(LIMITS.battery),
	network: fc.constantFrom("wifi", "5g", "4g", "none"),
	carrier: word,
	hour12: fc.boolean(),
});
const locale = fc.constantFrom("en", "en-US", "zh-Hant-TW", "sr-Latn-RS", "de-DE-u-co-phonebk", "es-419");
const video = optional({
	width: fc.constantFrom(240, 1080),
	height: fc.constantFrom(426, 1920),
	fps: fc.integer(LIMITS.fps),
	crf: fc.integer(LIMITS.crf),
	preset: fc.constantFrom("ultrafast", "slow"),
	durationSeconds: fc.constantFrom(0.5, 3660),
	format: fc.constantFrom("mp4", "webm-alpha", "gif", "png-sequence"),
	background: fc.oneof(colour, picture, fc.constant("transparent")),
	frame: fc.constantFrom("none", "card", "phone"),
	safeArea: fc.constantFrom("none", "tiktok", "reels", "shorts"),
	poster: range({ min: 0, max: 3660 }),
	editList: fc.boolean(),
});
const pace = range(LIMITS.pace);
const keyboard = fc.constantFrom("auto", "always", "never");
const split = fc.oneof(
	optional(
		{ maxSeconds: range(LIMITS.splitSeconds), overlap: fc.integer(LIMITS.splitOverlap) },
		"maxSeconds",
	),
	optional({ count: fc.integer(LIMITS.splitCount), title: word }, "count"),
);
const music = optional({ source: sourceOfSound, volume: range(LIMITS.volume), duck: fc.boolean() }, "source");
const sound = fc.oneof(
	fc.boolean(),
	optional({ messages: fc.boolean(), keys: fc.boolean(), volume: range(LIMITS.volume), music }),
);

/** `theirs` is who may write beside you. Sometimes the sender is said twice, and in a group of nobody only you write. */
function arbitraryMessage(theirs: readonly string[], ofText: fc.Arbitrary<string | undefined>) {
	const writer = fc.constantFrom("you", ...theirs);
	const isPlain = theirs.includes("them");
	return fc
		.record({
			writer,
			style: fc.constantFrom("sender", "from", "both"),
			content: ofText,
			fields: optional({
				images: fc.array(picture, { minLength: 1, maxLength: LIMITS.images.max }),
				voice: fc.record({ seconds: range(LIMITS.voiceSeconds) }),
				audio: sourceOfSound,
				pause: range(LIMITS.waitSeconds),
				time: clock,
				typed: fc.oneof(fc.boolean(), fc.record({ draft: text })),
				reactions: fc.array(
					optional({ emoji: fc.constantFrom("❤️", "👍🏽", "🇩🇰", "3️⃣"), from: writer, after }, "emoji"),
					{
						maxLength: 3,
					},
				),
				edited: fc.record({ text, after }),
				deleted: fc.record({ after }),
				link: optional({ title: word, site: word, picture }, "title"),
				receipt: fc.constantFrom("sent", "delivered", "read", "none"),
			}),
		})
		.map(({ writer: name, style, content, fields }) => {
			const sender = name === "you" ? "you" : "them";
			const isNamed = style !== "sender" || (sender === "them" && !isPlain) || name !== sender;
			return {
				...(isNamed ? { from: name } : {}),
				...(isNamed && style === "from" ? {} : { sender }),
				...fields,
				...(content === undefined ? {} : { text: content }),
				...(content === undefined && fields.images === undefined ? { voice: { seconds: 1 } } : {}),
			};
		});
}

function arbitraryEntry(theirs: readonly string[]): fc.Arbitrary<object> {
	const typing = fc.record({ from: fc.constantFrom("you", ...theirs), seconds: range(LIMITS.waitSeconds) });
	return fc.oneof(
		{ weight: 5, arbitrary: arbitraryMessage(theirs, fc.option(text, { nil: undefined })) },
		fc.record({ pause: range(LIMITS.waitSeconds) }),
		fc.record({ system: word }),
		fc.record({ date: word }),
		fc.record({ typing }),
		fc.record({ status: word }),
	);
}

/** Each third message quotes the first, by its id or by its index; times rise. */
function withReplies(entries: readonly object[]): readonly object[] {
	return entries.map((entry, index) => {
		if (index === 0) return { ...entry, id: "first" };
		const isMessage = "sender" in entry || "from" in entry;
		if (!isMessage || index % 3 !== 0) return entry;
		return { ...entry, timestamp: index, replyTo: index % 2 === 0 ? "first" : 0 };
	});
}
