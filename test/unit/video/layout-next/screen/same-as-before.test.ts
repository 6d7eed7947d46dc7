import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../../../shared/video/conversation/conversation.ts";
import { parseConversation } from "../../../../../shared/video/conversation/parse.ts";
import { layOutChat } from "../../../../../shared/video/layout/lay-out-chat.ts";
import type { Fill, Shape as ShapeBefore } from "../../../../../shared/video/layout/scene.ts";
import { createScreen } from "../../../../../shared/video/layout-next/screen/create-screen.ts";
import type { Paint, Shape } from "../../../../../shared/video/scene/scene.ts";
import { resolveTheme } from "../../../../../shared/video/themes/resolve-theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { arbitraryConversation } from "../../../../helpers/arbitrary-conversation.ts";
import { measureEvenly } from "../../../../helpers/measure.ts";

/** Both ways, until the one before goes: the bars are the same paths and texts at the same places. */

const EXAMPLES = ["arabic-hebrew", "emoji", "fifty-messages", "first-date", "five-scripts", "locked-out"];
const SIZES = [
	[1080, 1920],
	[720, 1280],
	[540, 960],
	[1920, 1080],
	[1080, 1080],
	[390, 844],
	[240, 240],
	[3840, 240],
	[240, 3840],
] as const;

const example = (name: string): object => JSON.parse(readFileSync(`examples/${name}.json`, "utf8"));

function before(conversation: Conversation) {
	const { sprites, viewport, background } = layOutChat(conversation, measureEvenly);
	const [header, footer] = sprites;
	const shapes = (bar = header) => bar?.shapes.map(asNew).map(rounded);
	return {
		viewport,
		backdrop: background,
		header: { ground: header?.background, heightPx: header?.heightPx, shapes: shapes(header) },
		footer: { ground: footer?.background, heightPx: footer?.heightPx, shapes: shapes(footer) },
	};
}

function now(conversation: Conversation) {
	const { width: widthPx, height: heightPx } = conversation.video;
	const { mode, name } = conversation.theme;
	const { contact } = conversation;
	const status = contact.status ?? null;
	const screen = createScreen({
		look: resolveTheme(themes[name], { mode, direction: "ltr", widthPx, heightPx }),
		widthPx,
		heightPx,
		contact: { name: contact.name, ...(contact.color === undefined ? {} : { color: contact.color }) },
		hasStatusLine: status !== null,
		measure: measureEvenly,
	});
	const state = { status, clock: "9:41", draft: null, keyboard: null };
	const [header, footer] = [screen.header(state), screen.footer(state)];
	const shapes = (placements = header.placements) =>
		placements.flatMap(({ sprite }) => sprite.shapes).map(rounded);
	return {
		viewport: screen.viewport(state),
		backdrop: screen.backdrop.ground,
		header: {
			ground: header.ground,
			heightPx: header.clip.heightPx,
			// The status bar was drawn first.
			shapes: shapes(header.placements.toReversed()),
		},
		footer: { ground: footer.ground, heightPx: footer.clip.heightPx, shapes: shapes(footer.placements) },
	};
}

function asNew(shape: ShapeBefore): Shape {
	if (shape.kind === "path") return { ...shape, fill: asPaint(shape.fill) };
	const { text, style, colour, ...place } = shape;
	const widthPx = measureEvenly(text, style);
	return { ...place, spans: [{ text, style, paint: colour }], widthPx };
}

function asPaint(fill: Fill): Paint {
	if (typeof fill === "string") return fill;
	const stops = [
		{ at: 0, colour: fill.top },
		{ at: 1, colour: fill.bottom },
	];
	return { stops, fromPx: fill.topPx, toPx: fill.bottomPx, space: "sprite" };
}

/** Sums in points and sums in px differ in the last bits. */
const rounded = (shape: Shape): unknown =>
	JSON.parse(JSON.stringify(shape), (_, value) =>
		typeof value === "number" ? Number(value.toFixed(6)) : value,
	);

describe.each(EXAMPLES)("the bars of %s", (name) => {
	test.each(SIZES)("at %i × %i are what they were", (width, height) => {
		for (const mode of ["light", "dark"]) {
			const input = { ...example(name), theme: { mode }, video: { width, height } };
			const conversation = parseConversation(input, { maxMessages: 50 });
			expect(now(conversation)).toEqual(before(conversation));
		}
	});
});

/** Here the avatar's top is half a px exactly, and by the last bits of a sum in points it was rounded down. */
const HALVES = [700, 2100];

test("the bars of any conversation are what they were", () => {
	fc.assert(
		fc.property(arbitraryConversation({ messageCount: { min: 1, max: 1 } }), (conversation) => {
			fc.pre(!HALVES.includes(conversation.video.height));
			expect(now(conversation)).toEqual(before(conversation));
		}),
		{ numRuns: 300 },
	);
});
