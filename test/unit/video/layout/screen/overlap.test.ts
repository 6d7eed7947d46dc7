import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Layer } from "../../../../../shared/video/scene/scene.ts";
import { imessageClassic } from "../../../../../shared/video/themes/imessage-classic.ts";
import { barThemes, OPENING, pathsOf, screenOf, textsOf } from "../../../../helpers/screen.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

const themes = [...barThemes, ["classic", imessageClassic], ["toy", toyTheme]] as const;

const side = fc.integer({ min: 120, max: 1920 }).map((half) => 2 * half);
const letter = fc.constantFrom("m", "i", " ", "é", "7", "😀", "ש", "漢");
const line = fc.oneof(
	fc.string({ unit: letter, maxLength: 79 }).map((text) => `m${text}`),
	fc.constantFrom("Emma", "A".repeat(80)),
);

const shown = fc.record({
	widthPx: side,
	heightPx: side,
	direction: fc.constantFrom("ltr", "rtl"),
	names: fc.array(line, { minLength: 1, maxLength: 4 }),
	status: fc.option(line),
	draft: fc.option(line),
	device: fc.record({
		battery: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
		network: fc.constantFrom("wifi", "5g", "4g", "none"),
		carrier: fc.constantFrom(undefined, "Orbit", "A carrier with a long name"),
	}),
});

/** Texts begin at whole px. */
const ROUNDING_PX = 1;

function overlaps(layer: Layer): readonly string[] {
	const icons = pathsOf(layer).filter(({ isIcon }) => isIcon);
	return textsOf(layer).flatMap(({ text, xPx, endPx, baselinePx, sizePx }) =>
		icons
			.filter(
				({ left, right, top, bottom }) =>
					xPx + ROUNDING_PX < right &&
					left < endPx - ROUNDING_PX &&
					top < baselinePx &&
					baselinePx - 0.7 * sizePx < bottom,
			)
			.map(({ left, right }) => `${text} (${xPx} to ${endPx}) over an icon (${left} to ${right})`),
	);
}

describe.each(themes)("the bars of %s", (_, theme) => {
	test("never have a text over an icon, however large the screen is and whatever they say", () => {
		fc.assert(
			fc.property(shown, ({ names, status, draft, device, ...options }) => {
				const people = names.map((name, index) => ({ id: `p${index}`, name }));
				const { screen } = screenOf(theme, {
					...options,
					chat: {
						people,
						messages: [{ from: "p0", text: "Hi" }],
						device: JSON.parse(JSON.stringify(device)),
					},
					more: { hasStatusLine: true },
				});
				const state = { ...OPENING, status, draft };
				expect([screen.header(state), screen.footer(state)].flatMap(overlaps)).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});
});
