import fc from "fast-check";
import { expect, test } from "vitest";
import { createPainter } from "../../../../shared/video/paint/painter.ts";
import { compare } from "../../../../shared/video/scene/compare.ts";
import type { I420Picture } from "../../../../shared/video/scene/picture.ts";
import type { Scene } from "../../../../shared/video/scene/scene.ts";
import { arbitraryMoment, SCREEN } from "../../../helpers/arbitrary-film.ts";
import { findUntruths } from "../../../helpers/made-of.ts";
import { noiseGraphics } from "../../../helpers/noise-graphics.ts";

const copy = ({ y, u, v, ...size }: I420Picture) => ({ ...size, y: y.slice(), u: u.slice(), v: v.slice() });

const hasRoundedClip = ({ layers }: Scene) => layers.some(({ clip }) => (clip.radiusPx ?? 0) > 0);

test("differences are true of the pictures, and what they leave out is equal", () => {
	const { draw } = createPainter(SCREEN, {
		graphics: noiseGraphics,
		typesetter: { fill: () => {} },
		images: new Map(),
	});
	const kinds: Record<string, number> = {};
	fc.assert(
		fc.property(arbitraryMoment(), fc.boolean(), (moment, hasAfter) => {
			const { scene, before, after } = moment;
			const differences = hasAfter ? compare(scene, before, after) : compare(scene, before);
			for (const { kind } of differences) kinds[kind] = (kinds[kind] ?? 0) + 1;
			const pictures = { scene: copy(draw(scene)), before: copy(draw(before)), after: copy(draw(after)) };
			const isRounded = [scene, before, after].some(hasRoundedClip);
			expect(findUntruths(differences, pictures, isRounded ? 1 : 0).slice(0, 3)).toEqual([]);
			expect(compare(structuredClone(scene), scene)).toEqual([]);
		}),
		{ numRuns: Number(process.env["RUNS"] ?? 400) },
	);
	for (const kind of ["move", "mix", "draw"]) expect(kinds[kind]).toBeGreaterThan(1);
	if (process.env["RUNS"]) console.log(kinds);
});
