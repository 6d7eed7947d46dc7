import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { planVideo } from "../../../../shared/video/plan-video.ts";
import { quoteMachine } from "../../../helpers/measure.ts";

const soundOf = async (options: object) => {
	const conversation = parseConversation({
		...options,
		startWith: 0,
		messages: [{ sender: "you", text: "Hello" }],
	});
	const { plan } = await planVideo(conversation, quoteMachine);
	return { sound: plan.film.sound, soundMs: plan.work.soundMs };
};

test("a video has the sounds of its messages", async () => {
	const { sound, soundMs } = await soundOf({});
	expect(sound?.starts).toHaveLength(1);
	expect(soundMs).toBeGreaterThan(100);
});

test("with sound off it has no sound track at all", async () => {
	expect(await soundOf({ sound: false })).toEqual({ sound: null, soundMs: 0 });
});
