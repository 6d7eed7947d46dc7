import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { layOutChat } from "../../../../shared/video/layout/lay-out-chat.ts";
import { listTexts } from "../../../../shared/video/layout/texts.ts";
import { quoteVideo } from "../../../../shared/video/quote-video.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

const loadFonts = async () => ({
	measure: measureEvenly,
	glyphWarnings: [],
	createPainter: () => expect.unreachable("a quote draws nothing"),
});

/** Too long for the screen, too fast to read, and without room for its dots. */
const messages = [
	{ sender: "you", text: "word\n".repeat(90), timestamp: 4 },
	{ sender: "them", text: "Hi" },
	{ sender: "them", text: "Ho", timestamp: 4.2 },
];
const [first, second, third] = messages;
const skipped = [
	{ pause: 2 },
	first,
	{ system: "Maya joined" },
	second,
	{ date: "Today" },
	third,
	{ status: "online" },
];
/** Where each message stands among the entries that are skipped. */
const INDEXES = [1, 3, 5];

const video = { width: 240, height: 240 };
const plain = parseConversation({ video, messages });
const mixed = parseConversation({ video, messages: skipped });
const moved = (text: string) =>
	text
		.replaceAll(/messages\[(\d)\]/g, (_, index) => `messages[${INDEXES[Number(index)]}]`)
		.replaceAll(/\/messages\/(\d)/g, (_, index) => `/messages/${INDEXES[Number(index)]}`);

test("entries that are not drawn change nothing of a video", () => {
	const { warnings: _, ...timeline } = planTimeline(plain);
	expect(planTimeline(mixed)).toMatchObject(timeline);
	const { warnings: __, ...layout } = layOutChat(plain, measureEvenly);
	expect(layOutChat(mixed, measureEvenly)).toMatchObject(layout);
});

test("warnings and texts name the place in the list as it was given", async () => {
	const { warnings } = await quoteVideo(plain, {}, { loadFonts });
	expect(new Set(warnings.map(({ code }) => code))).toEqual(
		new Set(["LATE_START", "TIMESTAMPS_SPREAD", "TYPING_CUT", "READING_SPEED", "TALL_MESSAGE"]),
	);
	const ofMixed = await quoteVideo(mixed, {}, { loadFonts });
	const shown = ofMixed.warnings.filter(({ code }) => code !== "NOT_SHOWN_YET");
	expect(shown).toEqual(JSON.parse(moved(JSON.stringify(warnings))));
	expect(ofMixed.warnings.length - shown.length).toBe(4);
	expect(listTexts(mixed)).toEqual(JSON.parse(moved(JSON.stringify(listTexts(plain)))));
});
