import fc from "fast-check";
import { isRecord } from "../../shared/core/json.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { LIMITS } from "../../shared/video/conversation/limits.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { arbitraryText } from "./arbitrary-conversation.ts";

/** What a test wants fixed; everything else is drawn. */
export type ChatOverrides = {
	/** Whether the maker gives times: of sending, and of what happens afterwards. Default: of some. */
	readonly times?: "none" | "some";
	readonly settings?: object;
};

/** Valid conversations in which anything may happen, but for sizes and pictures. */
export function arbitraryChat({
	times = "some",
	settings = {},
}: ChatOverrides = {}): fc.Arbitrary<Conversation> {
	const isTimed = times === "some";
	const chat = fc.record({
		entries: fc.array(arbitraryEntry(isTimed), { maxLength: 14 }),
		first: arbitraryMessage(isTimed),
		place: fc.nat(14),
		isGroup: fc.boolean(),
		settings: fc.record(
			{
				startWith: fc.nat(4),
				keyboard: fc.constantFrom("auto", "always", "never"),
				pace: fc.constantFrom(LIMITS.pace.min, 1, 1.7, LIMITS.pace.max),
				locale: fc.constantFrom("en-US", "de", "ar", "ja", "he"),
				device: fc.record({ time: fc.constantFrom("09:41", "23:58") }),
			},
			{ requiredKeys: [] },
		),
	});
	return chat.map(({ entries, first, place, isGroup, settings: drawn }) => {
		const messages = withTimes([...entries.slice(0, place), first, ...entries.slice(place)]).map((entry) =>
			isGroup ? inGroup(entry) : entry,
		);
		const people = isGroup ? { people: ["maya", "ben"].map((id) => ({ id, name: id })) } : {};
		const { startWith } = drawn;
		const counted = startWith === undefined ? {} : { startWith: Math.min(startWith, messages.length) };
		return parseConversation({ ...drawn, ...counted, ...people, ...settings, messages });
	});
}

type Draft = { readonly gapMs?: number; readonly [field: string]: unknown };

function arbitraryEntry(isTimed: boolean): fc.Arbitrary<Draft> {
	const seconds = fc.constantFrom(0, 0.2, 0.3, 1, 2.5);
	const typing = fc.record({ from: fc.constantFrom("them", "them", "them", "you"), seconds });
	return fc.oneof(
		{ weight: 6, arbitrary: arbitraryMessage(isTimed) },
		{ weight: 1, arbitrary: fc.record({ pause: seconds }) },
		{ weight: 1, arbitrary: fc.record({ system: fc.constantFrom("Maya joined", "Missed call") }) },
		{ weight: 1, arbitrary: fc.record({ date: fc.constant("Today 9:41 PM") }) },
		{ weight: 2, arbitrary: fc.record({ typing }) },
		{ weight: 1, arbitrary: fc.record({ status: fc.constantFrom("online", "last seen today") }) },
	);
}

function arbitraryMessage(isTimed: boolean): fc.Arbitrary<Draft> {
	const after = fc.constantFrom(0, 0.3, 1, 1, 2.25, 8);
	const reaction = fc.record(
		{ emoji: fc.constantFrom("❤️", "😂"), from: fc.constantFrom("you", "them"), after },
		{ requiredKeys: ["emoji"] },
	);
	const plain = {
		sender: fc.constantFrom("you", "them"),
		text: fc.oneof(arbitraryText(), fc.constantFrom("Hi", "Are you there?", "Ok")),
		pause: fc.constantFrom(0, 0.5, 3),
		typed: fc.oneof(fc.boolean(), fc.record({ draft: fc.constantFrom("No", "I hate you") })),
		receipt: fc.constantFrom("sent", "delivered", "read", "none"),
		time: fc.constantFrom("09:41", "11:00", "23:59"),
		reactions: fc.array(isTimed ? reaction : reaction.map(({ after: _, ...rest }) => rest), { maxLength: 3 }),
	};
	const timed = {
		edited: fc.record({ text: arbitraryText(), after }),
		deleted: fc.record({ after }),
		/** From the timestamp before: none, too short to read, or ample. */
		gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 15_000 })),
	};
	return fc.record(isTimed ? { ...plain, ...timed } : plain, { requiredKeys: ["sender", "text"] });
}

function withTimes(entries: readonly Draft[]): readonly Draft[] {
	let timeMs = 0;
	return entries.map(({ gapMs, ...entry }) => {
		if (gapMs === undefined) return entry;
		timeMs += gapMs;
		return { ...entry, timestamp: timeMs / 1000 };
	});
}

/** Names who writes, reacts and types: by their places, one of two others. */
function inGroup(entry: Draft, place = JSON.stringify(entry).length): Draft {
	const name = (from: unknown) => (from === "them" ? (place % 2 === 0 ? "maya" : "ben") : from);
	const { sender, typing, reactions } = entry;
	return {
		...entry,
		...(sender !== undefined && { from: name(sender) }),
		...(isRecord(typing) && { typing: { ...typing, from: name(typing["from"]) } }),
		...(Array.isArray(reactions) && {
			reactions: reactions.map((each) => (each.from === "them" ? { ...each, from: name("them") } : each)),
		}),
	};
}
