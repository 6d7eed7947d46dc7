import { expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { planHolds } from "../../../../shared/video/animation/plan-holds.ts";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import { planFast } from "../../../../shared/video/encode/fast/plan-fast.ts";
import type { Film } from "../../../../shared/video/encode/film.ts";
import { layOut } from "../../../helpers/lay-out.ts";
import { PHONE_MOTION } from "../../../helpers/phone-motion.ts";
import { rowWords } from "../../../helpers/row-words.ts";
import { shownWords } from "../../../helpers/shown-words.ts";

/** A chat that fills its screen, and then scrolls for each message, with dots before theirs. */
function makeFilm(): Film {
	const messages = Array.from({ length: 14 }, (_, index) => ({
		sender: index % 2 === 0 ? "you" : "them",
		text: index % 3 === 0 ? "A long story. ".repeat(6).trim() : `Message ${index}`,
	}));
	const changes = messages.flatMap(({ sender }, entry): Change[] => [
		...(sender === "them" ? [{ kind: "typing" as const, entry }] : []),
		{ kind: "shown", entry },
	]);
	const layout = layOut({ messages, video: { width: 360, height: 640 } }, changes);
	const { widthPx, heightPx } = layout;
	const own = messages.flatMap(({ sender }, entry) => (sender === "you" ? [`message-${entry}`] : []));
	const steps = changes.map((change, index) => ({ atMs: 300 + 390 * index, change }));
	const frameCount = 30 * 10;
	const holds = finishSteps(
		planHolds({ ...layout, steps, motion: PHONE_MOTION, own: new Set(own), fps: 30, frameCount }),
	);
	return { widthPx, heightPx, fps: 30, frameCount, holds, sound: null };
}

test("a fast plan of springs and flights shows in every frame what its hold shows, row by row", () => {
	const film = makeFilm();
	const layers = film.holds.flatMap(({ scene }) => scene.layers);
	expect(layers.filter(({ name }) => name === "flight").length).toBeGreaterThan(30);
	const shown = shownWords(finishSteps(planFast(film, { crf: 20, preset: "veryfast" })));
	let frame = 0;
	for (const { scene, frameCount } of film.holds) {
		for (const rows of new Set(shown.slice(frame, frame + frameCount)))
			expect(rows, `frame ${frame}`).toEqual(rowWords(scene, film));
		frame += frameCount;
	}
});
