import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { planFilm } from "../../../../shared/video/plan-film.ts";
import { quoteVideo } from "../../../../shared/video/quote-video.ts";
import { quoteMachine } from "../../../helpers/measure.ts";

/** Too long for the screen, too fast to read, without room for its dots, and with a letter that no font has. */
const messages = [
	{ sender: "you", text: "word\n".repeat(90), timestamp: 4 },
	{ sender: "them", text: "Hi" },
	{ sender: "them", text: "Ho \ue000", timestamp: 4.2 },
];
const [first, second, third] = messages;
const heard = { sender: "them", audio: "note.mp3" };
const skipped = [heard, first, heard, second, heard, third, heard];
/** Where each message stands among the entries that are skipped. */
const INDEXES = [1, 3, 5];

const machine = {
	...quoteMachine,
	fonts: {
		listFiles: (...family: Parameters<typeof quoteMachine.fonts.listFiles>) =>
			quoteMachine.fonts.listFiles(...family).map((file) => ({
				...file,
				cmap: () => ({ has: (codePoint: number) => codePoint !== 0xe000 }),
			})),
	},
};

const video = { width: 240, height: 240 };
const plain = parseConversation({ video, messages });
const mixed = parseConversation({ video, messages: skipped });
/** A plan or its warnings, with the numbers of the messages among the entries that are skipped. */
const moved = (value: unknown) =>
	JSON.parse(
		JSON.stringify(value)
			.replaceAll(/messages\[(\d)\]/g, (_, index) => `messages[${INDEXES[Number(index)]}]`)
			.replaceAll(/\/messages\/(\d)/g, (_, index) => `/messages/${INDEXES[Number(index)]}`)
			.replaceAll(/message-(\d)\//g, (_, index) => `message-${INDEXES[Number(index)]}/`)
			.replaceAll(/"entry":(\d)/g, (_, index) => `"entry":${INDEXES[Number(index)]}`),
	);

test("entries that are not drawn change nothing of a video", async () => {
	const planned = await planFilm(plain, machine);
	const ofMixed = await planFilm(mixed, machine);
	expect(ofMixed.endsMs).toEqual(planned.endsMs);
	expect(JSON.parse(JSON.stringify(ofMixed.film))).toEqual(moved(planned.film));
	const { warnings: _, ...layout } = planned.layout;
	expect(JSON.parse(JSON.stringify(ofMixed.layout))).toMatchObject(moved(layout));
});

test("warnings name the place in the list as it was given", async () => {
	const { warnings } = await quoteVideo(plain, {}, machine);
	expect(new Set(warnings.map(({ code }) => code))).toEqual(
		new Set([
			...["LATE_START", "TIMESTAMPS_SPREAD", "TYPING_CUT", "READING_SPEED", "TALL_MESSAGE"],
			...["LONG_MESSAGE", "MISSING_GLYPH"],
		]),
	);
	const ofMixed = await quoteVideo(mixed, {}, machine);
	const shown = ofMixed.warnings.filter(({ code }) => code !== "NOT_SHOWN_YET");
	expect(shown).toEqual(moved(warnings));
	expect(ofMixed.warnings.length - shown.length).toBe(1);
});
