import { describe, expect, test } from "vitest";
import type { EntryState } from "../../../../../shared/video/conversation/chat-state.ts";
import type { Layer } from "../../../../../shared/video/scene/scene.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { boxOf, OPENING, pathsOf, screenOf, shapesOf, textsOf } from "../../../../helpers/screen.ts";

const group = {
	title: "Dog people",
	people: [
		{ id: "maya", name: "Maya" },
		{ id: "ben", name: "Ben" },
		{ id: "li", name: "Li" },
		{ id: "zoe", name: "Zoe" },
	],
	messages: [
		{ from: "maya", text: "Hi" },
		{ from: "ben", text: "Hi" },
		{ from: "you", text: "Hi" },
	],
};
const typing = (entry: number): EntryState => ({
	entry,
	shows: "typing",
	reactions: [],
	receipt: "none",
	time: null,
	receiptTime: null,
	opens: null,
});

/** The bar without the status bar. */
const barOf = (layer: Layer): Layer => ({ ...layer, placements: layer.placements.slice(0, 1) });
const wordsOf = (layer: Layer) => textsOf(barOf(layer)).map(({ text }) => text);
const roundOf = (layer: Layer, sizePx: number) =>
	pathsOf(barOf(layer)).filter(
		({ left, right, top, bottom, isIcon }) =>
			!isIcon && Math.abs(right - left - sizePx) < 0.05 && Math.abs(bottom - top - sizePx) < 0.05,
	);

describe("a floating header", () => {
	const { screen, look } = screenOf(themes.imessage);
	const { topPx } = screen.viewport(OPENING);
	const header = screen.header(OPENING);

	test("fades out over one row of macroblocks of the column, from its colour to nothing", () => {
		expect(header.clip).toEqual({ xPx: 0, yPx: 0, widthPx: 402, heightPx: topPx + 16 });
		expect(header.ground).toBeUndefined();
		const [ground, fade] = shapesOf(header);
		if (ground?.kind !== "path" || fade?.kind !== "path") throw new Error("expected a ground and a fade");
		expect([ground.fill, boxOf(ground.d)]).toEqual([
			look.page.bar,
			{ left: 0, right: 402, top: 0, bottom: topPx },
		]);
		expect(boxOf(fade.d)).toEqual({ left: 0, right: 402, top: topPx, bottom: topPx + 16 });
		expect(fade.fill).toEqual({
			stops: [
				{ at: 0, colour: "#ffffff" },
				{ at: 1, colour: "#ffffff00" },
			],
			...{ fromPx: topPx, toPx: topPx + 16, space: "sprite" },
		});
	});

	test("has round buttons 16 from both edges, and an avatar of 50 in the middle", () => {
		const buttons = roundOf(header, 44);
		expect(buttons.map(({ left, right }) => [left, right])).toEqual([
			[16, 60],
			[402 - 60, 402 - 16],
		]);
		expect(roundOf(header, 50).map(({ left, right }) => [left, right])).toEqual([[176, 226]]);
	});

	test("centres the name and what is behind it in a capsule", () => {
		const [name] = textsOf(barOf(header)).filter(({ text }) => text === "Emma");
		const capsules = pathsOf(header).filter(
			({ top, bottom, isIcon }) => !isIcon && Math.abs(bottom - top - 25) < 0.05,
		);
		const [capsule] = capsules;
		expect(((capsule?.left ?? 0) + (capsule?.right ?? 0)) / 2).toBeCloseTo(201, 1);
		expect((name?.xPx ?? 0) - (capsule?.left ?? 0)).toBeGreaterThanOrEqual(9.5);
		expect(name?.endPx).toBeLessThan(capsule?.right ?? 0);
	});
});

test("a header that does not float ends where the column begins", () => {
	const { screen, look } = screenOf(themes.whatsapp);
	const header = screen.header(OPENING);
	expect(header.clip.heightPx).toBe(screen.viewport(OPENING).topPx);
	expect(header.ground).toBe(look.page.bar);
});

describe("a leading header", () => {
	test("of WhatsApp is 44 high under the status bar, with an avatar of 36 and icons at the end", () => {
		const { screen } = screenOf(themes.whatsapp, { more: { hasStatusLine: true } });
		const online = screen.header({ ...OPENING, status: "online" });
		expect(screen.viewport(OPENING).topPx).toBe(96);
		expect(roundOf(online, 36).map(({ left }) => left)).toEqual([36]);
		const [name, status] = textsOf(barOf(online));
		expect([name?.text, name?.xPx, name?.sizePx]).toEqual(["Emma", 82, 0.97 * 17]);
		expect([status?.text, status?.xPx, status?.sizePx]).toEqual(["online", 82, 0.97 * 13]);
		expect(status?.baselinePx).toBeGreaterThan((name?.baselinePx ?? 0) + 12);
		const icons = pathsOf(barOf(online)).filter(({ isIcon, left }) => isIcon && left > 195);
		expect(Math.max(...icons.map(({ right }) => right))).toBeCloseTo(390 - 18, 0);
	});

	test("centres the name where no state has a status", () => {
		const { screen } = screenOf(themes.whatsapp);
		const [name] = textsOf(barOf(screen.header(OPENING)));
		expect(name?.baselinePx).toBe(Math.round(44 + (96 - 88) / 2 + 22 + (0.727 / 2) * 17));
	});

	test("of Messenger has a green dot while the other is online, and no other time", () => {
		const { screen } = screenOf(themes.messenger, { more: { hasStatusLine: true } });
		const dots = (status: string | null) =>
			pathsOf(screen.header({ ...OPENING, status })).filter(({ fill }) => fill === "#31cc46").length;
		expect(["Active now", "active now", "online", "Active 5m ago", null].map(dots)).toEqual([1, 1, 1, 0, 0]);
	});

	test("cuts a long name and a long status before the icons", () => {
		const name = "Emma, whose name is longer than the header of any phone";
		const { screen } = screenOf(themes.instagram, {
			chat: { contact: { name } },
			more: { hasStatusLine: true },
		});
		const header = screen.header({ ...OPENING, status: `last seen ${name}` });
		const [cut, status] = textsOf(barOf(header));
		const icons = pathsOf(barOf(header)).filter(({ isIcon, left }) => isIcon && left > 195);
		for (const line of [cut, status]) {
			expect(line?.text.endsWith("…")).toBe(true);
			expect(line?.endPx).toBeLessThanOrEqual(Math.min(...icons.map(({ left }) => left)) - 11);
		}
	});
});

describe("a group", () => {
	test("has a sign of its own in a look that shows no faces, as large as the avatar", () => {
		const { screen } = screenOf(themes.whatsapp, { chat: group });
		const header = screen.header(OPENING);
		expect(wordsOf(header).filter((text) => text.length === 1)).toEqual([]);
		expect(roundOf(header, 36)).toHaveLength(1);
		expect(pathsOf(barOf(header)).filter(({ fill }) => fill === "#ffffff")).toHaveLength(6);
	});

	test("shows up to so many faces as the look says, the first in front", () => {
		const faces = (theme: (typeof themes)[keyof typeof themes], people = group.people) => {
			const { screen } = screenOf(theme, { chat: { ...group, people } });
			return wordsOf(screen.header(OPENING)).filter((text) => text.length === 1);
		};
		expect(faces(themes.neutral)).toEqual(["B", "M"]);
		expect(faces(themes.imessage)).toEqual(["L", "B", "M"]);
		expect(faces(themes["imessage-classic"])).toEqual(["L", "B", "M"]);
		expect(faces(themes.imessage, group.people.slice(0, 2))).toEqual(["B", "M"]);
	});

	test("says who is in it while it has no status", () => {
		const { screen } = screenOf(themes.whatsapp, { chat: group, more: { hasStatusLine: true } });
		expect(wordsOf(screen.header(OPENING))).toContain("Maya, Ben, Li, Zoe, You");
		expect(wordsOf(screen.header({ ...OPENING, status: "4 online" }))).toContain("4 online");
		const { screen: middle } = screenOf(themes.imessage, { chat: group });
		expect(wordsOf(middle.header(OPENING))).not.toContain("Maya, Ben, Li, Zoe, You");
	});
});

describe("while somebody types", () => {
	const messages = [...group.messages, { from: "zoe", text: "Hi" }, { typing: { from: "ben", seconds: 1 } }];
	const { screen, look } = screenOf(themes.whatsapp, {
		chat: { ...group, messages },
		more: { hasStatusLine: true },
	});

	test("the header says so in the accent colour, and of a group who", () => {
		const line = (entries: number[]) =>
			textsOf(barOf(screen.header({ ...OPENING, status: "online", entries: entries.map(typing) }))).at(-1);
		expect([line([1])?.text, line([1])?.colour]).toEqual(["Ben is typing…", look.page.accent]);
		expect(line([0, 1])?.text).toBe("Maya and Ben are typing…");
		expect(line([0, 1, 3])?.text).toBe("3 people are typing…");
		expect(line([1, 4])?.text).toBe("Ben is typing…");
		expect([line([])?.text, line([])?.colour]).toEqual(["online", "#667781"]);
		const { screen: two } = screenOf(themes.whatsapp, { more: { hasStatusLine: true } });
		expect(wordsOf(two.header({ ...OPENING, entries: [typing(0)] })).at(-1)).toBe("typing…");
	});

	test("it says nothing of one's own typing, nor in a look that shows dots", () => {
		expect(wordsOf(screen.header({ ...OPENING, status: "online", entries: [typing(2)] })).at(-1)).toBe(
			"online",
		);
		const { screen: dots } = screenOf(themes.messenger, { more: { hasStatusLine: true } });
		const said = wordsOf(dots.header({ ...OPENING, status: "online", entries: [typing(0)] }));
		expect(said.at(-1)).toBe("online");
	});
});
