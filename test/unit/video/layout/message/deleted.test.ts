import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { Shape } from "../../../../../shared/video/scene/scene.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { find, layOut, placed } from "../../../../helpers/lay-out.ts";

const { whatsapp, neutral, instagram, messenger, imessage } = themes;

const people = [
	{ id: "maya", name: "Maya Lin" },
	{ id: "ben", name: "Ben" },
];

/** Three of one sender, of which the middle one is deleted, at two pixels a point. */
function remove(theme: Theme, from = "maya", more: object = {}, direction: "ltr" | "rtl" = "ltr") {
	const messages = ["One", "Two, which says a little more than the others do", "Three"].map(
		(text, index) => ({
			from,
			text,
			...(index === 1 && { deleted: { after: 1 }, ...more }),
		}),
	);
	const changes: Change[] = [
		...messages.map((_, entry): Change => ({ kind: "shown", entry, time: "9:41" })),
		{ kind: "receipt", entry: 1, receipt: "read" },
		{ kind: "reaction", entry: 1, reaction: 0 },
		{ kind: "deleted", entry: 1 },
	];
	const chat = { people, messages: messages.map((each) => ({ reactions: [{ emoji: "❤️" }], ...each })) };
	const layout = layOut({ ...chat, video: { width: 2 * theme.basisPt, height: 1700 } }, changes, {
		theme,
		direction,
	});
	const [before, after] = layout.rests.slice(-2);
	const items = placed(after).filter(({ item }) => item.startsWith("message-1/"));
	const yOf = (rest: typeof after, entry: number) => find(rest, `message-${entry}/bubble`)?.yPx ?? 0;
	return {
		after,
		parts: items.map(({ item }) => item.slice("message-1/".length)),
		bubble: find(after, "message-1/bubble"),
		words: items.flatMap(({ sprite }) => textsIn(sprite.shapes).map(({ spans }) => spans[0]?.text)),
		style: items.flatMap(({ sprite }) => textsIn(sprite.shapes))[0]?.spans[0]?.style,
		movedPx: [0, 2].map((entry) => yOf(after, entry) - yOf(before, entry)),
		apartPx: yOf(after, 2) - yOf(after, 0),
	};
}

type TextShape = Extract<Shape, { readonly kind: "text" }>;
const textsIn = (shapes: readonly Shape[]): readonly TextShape[] =>
	shapes.flatMap((shape) => (shape.kind === "text" ? shape : []));
const pathsIn = (shapes: readonly Shape[] = []) =>
	shapes.flatMap((shape) => (shape.kind === "path" ? shape : []));

describe("a message that was deleted", () => {
	test("says so in its frame, in the words of the look", () => {
		expect(remove(whatsapp).words).toEqual(["This message was deleted", "9:41"]);
		expect(remove(whatsapp, "you").words).toEqual(["You deleted this message", "9:41"]);
		expect(remove(messenger).words).toEqual(["Maya Lin unsent a message"]);
		expect(remove(messenger, "you").words).toEqual(["You unsent a message"]);
	});

	test("is in italics where the look has it so", () => {
		expect([whatsapp, neutral, messenger].map((theme) => remove(theme).style?.isItalic)).toEqual([
			true,
			true,
			undefined,
		]);
	});

	test("has an icon before its words, at the start side, in their colour", () => {
		for (const direction of ["ltr", "rtl"] as const) {
			const { bubble } = remove(whatsapp, "maya", {}, direction);
			const [words] = textsIn(bubble?.sprite.shapes ?? []);
			const tone = words?.spans[0]?.paint;
			const icon = pathsIn(bubble?.sprite.shapes).filter(({ fill }) => fill === tone);
			expect(icon.length).toBe(2);
			const iconXPx = Number(/M([\d.]+)/.exec(icon[0]?.d ?? "")?.[1]);
			// English words stand from the left in any look.
			expect(iconXPx).toBeLessThan(words?.xPx ?? 0);
		}
	});

	test("is an edge alone where the look has one, through which the page is seen", () => {
		for (const theme of [messenger, neutral]) {
			const { bubble } = remove(theme);
			const { deleted } = theme;
			const edge = deleted.at === "inside" ? deleted.outline?.edge : undefined;
			const [ground, ...rest] = bubble?.sprite.shapes ?? [];
			const [inside] = ground?.kind === "clip" ? ground.shapes : [];
			const tone = typeof edge === "string" ? edge : edge?.light;
			expect(inside?.kind === "path" && inside.fill).toBe(tone);
			expect(pathsIn(rest)).toEqual([]);
		}
	});

	test("loses its reactions, ticks, pictures and quote", () => {
		const more = { images: ["a.jpg"], replyTo: 0 };
		for (const theme of Object.values(themes)) {
			const { parts } = remove(theme, "you", more);
			expect(parts.filter((part) => /reaction|media|reply/.test(part))).toEqual([]);
		}
		const { bubble } = remove(whatsapp, "you", more);
		expect(pathsIn(bubble?.sprite.shapes).some(({ fill }) => fill === "#007bfc")).toBe(false);
	});

	test("is a line in the middle, which ends a run and has no receipt", () => {
		const { parts, words, after } = remove(imessage, "you");
		expect([parts, words]).toEqual([["deleted"], ["You unsent a message"]]);
		expect(remove(imessage).words).toEqual(["Maya Lin unsent a message"]);
		const line = find(after, "message-1/deleted");
		expect(
			Math.abs((line?.xPx ?? 0) + (line?.sprite.widthPx ?? 0) / 2 - imessage.basisPt),
		).toBeLessThanOrEqual(2);
		const keyOf = (entry: number) => find(after, `message-${entry}/bubble`)?.sprite.key;
		expect([keyOf(0), keyOf(2)]).toEqual([
			"message-0/bubble original first last",
			"message-2/bubble original first last",
		]);
	});

	test("is gone, and others close up", () => {
		const { parts, apartPx, movedPx } = remove(instagram);
		expect(parts).toEqual([]);
		const heightPx = 2 * (20 + 18);
		expect(apartPx).toBeGreaterThanOrEqual(heightPx + 2 * instagram.runs.gapPt);
		expect(apartPx).toBeLessThan(heightPx + 2 * instagram.runs.gapPt + 16);
		expect(movedPx[1]).toBeLessThan(0);
	});

	test("moves all others by multiples of 16 px", () => {
		for (const theme of Object.values(themes))
			for (const from of ["maya", "you"])
				for (const movedPx of remove(theme, from).movedPx) expect(Math.abs(movedPx % 16)).toBe(0);
	});
});
