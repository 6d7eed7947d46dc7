import fc from "fast-check";
import { expect, test } from "vitest";
import { planFilm } from "../../../shared/video/plan-film.ts";
import { themeNames } from "../../../shared/video/themes/themes.ts";
import { arbitraryChat } from "../../helpers/arbitrary-chat.ts";
import { quoteMachine } from "../../helpers/measure.ts";

const look = fc.record({
	name: fc.constantFrom(...themeNames),
	size: fc.constantFrom([390, 844] as const, [640, 360] as const, [240, 240] as const),
});

test("a chat in which anything happens has a film in every look, whose holds add up to its frames", async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryChat(), look, async (chat, { name, size: [width, height] }) => {
			const video = { ...chat.video, width, height, fps: 24 };
			const conversation = { ...chat, theme: { ...chat.theme, name }, video };
			const { film, poster, warnings } = await planFilm(conversation, quoteMachine);
			expect(film.holds.reduce((sum, { frameCount }) => sum + frameCount, 0)).toBe(film.frameCount);
			expect(film.holds.some(({ scene }) => scene === poster)).toBe(true);
			expect(warnings.filter(({ code }) => code === "NOT_SHOWN_YET")).toEqual([]);
		}),
		{ numRuns: 40 },
	);
}, 60_000);
