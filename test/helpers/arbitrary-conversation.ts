import fc from "fast-check";
import type { ChatMessage } from "../../shared/video/conversation/chat-entries.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { drawnMessages } from "../../shared/video/conversation/drawn-messages.ts";
import { LIMITS } from "../../shared/video/conversation/limits.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { themeNames } from "../../shared/video/themes/themes.ts";

/** What a test wants fixed; everything else is drawn. */
export type Overrides = {
	readonly messageCount?: { readonly min: number; readonly max: number };
	/** Which messages have times of their own. Default: any of the three. */
	readonly timestamps?: "none" | "some" | "all";
	/** Nothing is drawn for `durationSeconds`: whether a length is valid depends on the pacing. */
	readonly video?: Partial<Conversation["video"]>;
	readonly theme?: Partial<Conversation["theme"]>;
	readonly sound?: boolean;
};

/** A conversation of nothing but texts. */
export type DrawnConversation = Omit<Conversation, "messages"> & {
	readonly messages: readonly Pick<ChatMessage, "sender" | "text" | "timestamp">[];
};

/** Valid conversations, as parsing gives them, of everything that is drawn: any one must render. */
export function arbitraryConversation(overrides: Overrides = {}): fc.Arbitrary<DrawnConversation> {
	const { min, max } = overrides.messageCount ?? { min: 1, max: LIMITS.messages };
	const drawn = fc.record({
		contact: fc.record(
			{ name: word, status: word, color: fc.constant("#34c759") },
			{ requiredKeys: ["name"] },
		),
		theme: fc.record({ name: fc.constantFrom(...themeNames), mode: fc.constantFrom("light", "dark") }),
		video: fc.record({ width: side, height: side, fps: fc.integer(LIMITS.fps) }),
		sound: fc.boolean(),
		// A draw of many messages is rare unless asked for.
		messages: fc.array(arbitraryMessage, { minLength: min, maxLength: max, size: "max" }),
		kept: overrides.timestamps ? fc.constant(overrides.timestamps) : fc.constantFrom("none", "some", "all"),
	});
	return drawn.map(({ messages, kept, ...conversation }) => {
		const parsed = parseConversation({
			...conversation,
			video: { ...conversation.video, ...overrides.video },
			theme: { ...conversation.theme, ...overrides.theme },
			sound: overrides.sound ?? conversation.sound,
			messages: withTimes(messages, kept),
		});
		const drawnOf = drawnMessages(parsed).map(({ sender, text, timestamp }) => ({
			sender,
			text,
			...(timestamp !== undefined && { timestamp }),
		}));
		return { ...parsed, messages: drawnOf };
	});
}

/** Words of one or several scripts, as people write them, and what they are not expected to write. */
export function arbitraryText(): fc.Arbitrary<string> {
	return fc
		.array(fc.tuple(word, fc.constantFrom(" ", " ", " ", "\n", "")), { minLength: 1, maxLength: 14 })
		.map((words) => words.flat().join("").trim());
}

const ALPHABETS = [
	"abcdefghijklmnopqrstuvwxyzABCDEF.,!?'-0123456789",
	"абвгдежзийклмнопрст",
	"αβγδεζηθικλ",
	"ابتثجحخدذرز",
	"אבגדהוזחטי",
	"नमसतकहरपलिाे",
	"กขคงจชซดตนาเ",
	"აბგდევზთ",
	"你好我们今天去吃饭吧，。",
	"こんにちはカタカナです。",
	"안녕하세요오늘",
];

/** A joined family, skin tones, flags of regions and of a nation, a keycap, one with a variation selector. */
const EMOJI = ["😀", "👨‍👩‍👧‍👦", "👍🏽", "🇩🇰", "🇯🇵", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "3️⃣", "❤️", "🏳️‍🌈", "🧑🏿‍🚀"];

const UNBROKEN = ["https://example.com/", "a", "W", "ü", "漢", "ـ", "👍"];

const fromAlphabet = fc
	.constantFrom(...ALPHABETS)
	.chain((alphabet) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 12 }));

const word = fc.oneof(
	{ weight: 8, arbitrary: fromAlphabet },
	{ weight: 3, arbitrary: fc.constantFrom(...EMOJI) },
	{
		weight: 1,
		// 14 of them stay within the limit of a text, one within that of a name.
		arbitrary: fc
			.tuple(fc.constantFrom(...UNBROKEN), fc.integer({ min: 10, max: 34 }))
			.map(([unit, length]) => unit.repeat(length).slice(0, 34)),
	},
);

const side = fc.integer({ min: LIMITS.side.min / 2, max: LIMITS.side.max / 2 }).map((half) => half * 2);

const arbitraryMessage = fc.record({
	sender: fc.constantFrom("you", "them"),
	text: arbitraryText(),
	/** From the message before: none, too short to read, or ample. */
	gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 9000 })),
	hasTime: fc.boolean(),
});

type Drawn = typeof arbitraryMessage extends fc.Arbitrary<infer Message> ? Message : never;

function withTimes(messages: readonly Drawn[], kept: string): readonly object[] {
	let timeMs = 0;
	return messages.map(({ sender, text, gapMs, hasTime }) => {
		timeMs += gapMs;
		const isGiven = kept === "all" || (kept === "some" && hasTime);
		return isGiven ? { sender, text, timestamp: timeMs / 1000 } : { sender, text };
	});
}
