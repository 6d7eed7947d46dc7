import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { planVideo } from "../../../../shared/video/plan-video.ts";

const soundOf = async (options: object) => {
	const conversation = parseConversation({ ...options, messages: [{ sender: "you", text: "Hello" }] });
	const { sound, plan } = await planVideo(conversation, {
		loadFonts: async () => ({
			measure: (text, { sizePx }) => (text.length * sizePx) / 2,
			createPainter: () => expect.unreachable("a plan paints nothing"),
			glyphWarnings: [],
		}),
	});
	return { sound, soundMs: plan.summary.soundMs };
};

test("a video has the sounds of its messages", async () => {
	const { sound, soundMs } = await soundOf({});
	expect(sound?.starts).toHaveLength(1);
	expect(soundMs).toBeGreaterThan(100);
});

test("with sound off it has no sound track at all", async () => {
	expect(await soundOf({ sound: false })).toEqual({ sound: null, soundMs: 0 });
});
