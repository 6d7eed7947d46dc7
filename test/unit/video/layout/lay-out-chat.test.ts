import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { planHolds } from "../../../../shared/video/animation/plan-holds.ts";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import type { ChatLayout } from "../../../../shared/video/layout/chat-layout.ts";
import type { Rect } from "../../../../shared/video/scene/rect.ts";
import type { Placement, Scene } from "../../../../shared/video/scene/scene.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { find, layOut, placed } from "../../../helpers/lay-out.ts";
import { toyTheme } from "../../../helpers/toy-theme.ts";

const theirs = (text: string) => ({ sender: "them", text });
const mine = (text: string) => ({ sender: "you", text });
const reactions = [{ emoji: "😂" }, { emoji: "👍" }];
const clipOf = (scene: Scene | undefined) => scene?.layers.find(({ name }) => name === "column")?.clip;
const dyOf = (scene: Scene | undefined) =>
	scene?.layers.find(({ name }) => name === "column")?.dyPx ?? Number.NaN;
const endOf = (placement: Placement | undefined) =>
	(placement?.yPx ?? Number.NaN) + (placement?.sprite.heightPx ?? Number.NaN);

/** Whether no pixel is in both: they stand below or beside each other. */
function isApart(one: Placement, other: Placement): boolean {
	const [left, right] = [one, other].toSorted((a, b) => a.xPx - b.xPx) as [Placement, Placement];
	return endOf(one) <= other.yPx || endOf(other) <= one.yPx || left.xPx + left.sprite.widthPx <= right.xPx;
}

/** Whether a message's bubble is drawn with a tail: its outline is then longer by curves. */
function hasTail(scene: Scene | undefined, entry: number): boolean {
	const outline = find(scene, `message-${entry}/bubble`)?.sprite.shapes.find(({ kind }) => kind === "path");
	return outline?.kind === "path" && outline.d.includes("C");
}

describe("a group of messages", () => {
	const layout = layOut({
		video: { safeArea: "none" },
		messages: [theirs("one"), theirs("two"), mine("three"), theirs("four")],
	});

	test("ends with a tail, which each has as long as it is the last", () => {
		const tails = layout.rests.map((rest) => [0, 1, 2, 3].filter((entry) => hasTail(rest, entry)));
		expect(tails).toEqual([[], [0], [1], [1, 2], [1, 2, 3]]);
	});

	test("keeps its tail while dots stand under it", () => {
		const changes: Change[] = [
			{ kind: "shown", entry: 0 },
			{ kind: "typing", entry: 1 },
			{ kind: "shown", entry: 1 },
		];
		const { rests } = layOut({ messages: [theirs("one"), theirs("two")] }, changes);
		expect(rests.map((rest) => hasTail(rest, 0))).toEqual([false, true, true, false]);
	});

	test("stands closer together than two groups do", () => {
		const [one, two, three] = layout.messages.map(({ frame }) => frame);
		const gap = (upper?: Rect, lower?: Rect) =>
			(lower?.yPx ?? 0) - (upper?.yPx ?? 0) - (upper?.heightPx ?? 0);
		expect(gap(one, two)).toBeGreaterThan(0);
		expect(gap(one, two)).toBeLessThan(gap(two, three));
	});

	test("stands on its sender's side", () => {
		const [one, , three] = layout.messages.map(({ frame }) => frame);
		const rightGap = (box?: Rect) => layout.widthPx - (box?.xPx ?? 0) - (box?.widthPx ?? 0);
		expect(one?.xPx).toBe(rightGap(three));
		expect(rightGap(one)).toBeGreaterThan(one?.xPx ?? 0);
	});

	test("stands on the other side where the app reads from right to left", () => {
		const mirrored = layOut({ messages: [theirs("one"), mine("two")] }, undefined, { direction: "rtl" });
		const usual = layOut({ messages: [mine("one"), theirs("two")] });
		expect(mirrored.messages.map(({ frame }) => frame.xPx)).toEqual(
			usual.messages.map(({ frame }) => frame.xPx),
		);
	});
});

describe("a message of emoji alone", () => {
	test.each([
		["😂", true],
		["😂 👍🏽 🏳️‍🌈", true],
		["😂😂😂😂", false],
		["😂!", false],
		["3", false],
		["❤\ufe0f", true],
		["❤\ufe0e", false],
		["❤", true],
	])("%s has no bubble: %s", (text, isLone) => {
		const { rests } = layOut({ messages: [theirs(text)] });
		const shapes = find(rests.at(-1), "message-0/bubble")?.sprite.shapes;
		expect(shapes?.some(({ kind }) => kind === "path")).toBe(!isLone);
	});
});

describe("a message taller than the screen", () => {
	const text = "line\n".repeat(40).trim();

	test("is warned of, with its place", () => {
		const { warnings } = layOut({ messages: [theirs("short"), theirs(text)] });
		expect(warnings.map(({ code, pointer }) => [code, pointer])).toEqual([["TALL_MESSAGE", "/messages/1"]]);
	});

	test("gives no warning where it fits", () => {
		expect(layOut({ messages: [theirs("short")] }).warnings).toEqual([]);
	});

	const keyboard: Change = { kind: "keyboard", keyboard: { page: "letters", lit: null } };
	const shown = (entry: number): Change => ({ kind: "shown", entry });
	test.each([
		["fits if the keyboard comes after it", [shown(0), shown(1), keyboard], []],
		["does not fit over a keyboard that is up", [shown(0), keyboard, shown(1)], ["TALL_MESSAGE"]],
	])("of fifteen lines %s", (_, changes, codes) => {
		const messages = [theirs("short"), theirs("line\n".repeat(15).trim())];
		expect(layOut({ messages }, changes).warnings.map(({ code }) => code)).toEqual(codes);
	});
});

describe("the same chat on another screen", () => {
	const chat = { messages: [theirs("Hello there"), mine("Hi!")] };

	test.each([
		[1080, 1920],
		[720, 1280],
		[540, 960],
	])("%i × %i is the same picture, scaled", (width, height) => {
		const frame = layOut({ ...chat, video: { width, height } }).messages[0]?.frame;
		const scale = width / 1080;
		const reference = layOut(chat).messages[0]?.frame;
		expect(Math.abs((frame?.widthPx ?? 0) - (reference?.widthPx ?? 0) * scale)).toBeLessThanOrEqual(2);
		expect(Math.abs((frame?.heightPx ?? 0) - (reference?.heightPx ?? 0) * scale)).toBeLessThanOrEqual(2);
	});

	test.each([
		[240, 240],
		[3840, 240],
		[240, 3840],
		[1920, 1080],
		[3840, 3840],
	])("%i × %i leaves room for the column between the bars", (width, height) => {
		const clip = clipOf(layOut({ ...chat, video: { width, height } }).rests[0]);
		expect(clip?.yPx).toBeGreaterThan(0);
		expect((clip?.yPx ?? 0) + (clip?.heightPx ?? 0)).toBeLessThan(height);
		expect(clip?.heightPx).toBeGreaterThan(0.5 * height);
	});
});

describe("a receipt", () => {
	const messages = [mine("one"), theirs("two"), mine("three")];
	const changes: Change[] = [
		{ kind: "shown", entry: 0 },
		{ kind: "receipt", entry: 0, receipt: "delivered" },
		{ kind: "shown", entry: 1 },
		{ kind: "receipt", entry: 0, receipt: "read" },
		{ kind: "shown", entry: 2 },
	];
	const { rests } = layOut({ messages }, changes);

	test("stands under the newest message of one's own, and goes with the next", () => {
		const lines = rests.map((rest) => find(rest, "message-0/receipt")?.sprite.key);
		expect(lines).toEqual([
			undefined,
			undefined,
			"receipt delivered",
			"receipt delivered",
			"receipt read",
			undefined,
		]);
	});

	test("moves nothing when it comes, changes or goes", () => {
		const places = rests.slice(3).map((rest) => find(rest, "message-1/bubble")?.yPx);
		expect(new Set(places).size).toBe(1);
		expect(endOf(find(rests[3], "message-0/receipt"))).toBeLessThanOrEqual(places[0] ?? 0);
	});
});

describe("a height that changes later", () => {
	const theme = { ...themes["imessage-classic"], reaction: toyTheme.reaction, deleted: toyTheme.deleted };
	const messages = Array.from({ length: 40 }, (_, index) => ({
		...(index % 2 === 0 ? mine : theirs)(`Message ${index}`),
		reactions,
	}));
	const shown = messages.map((_, entry): Change => ({ kind: "shown", entry }));
	const react: Change = { kind: "reaction", entry: 36, reaction: 0 };

	test("keeps the end of a full column where it is: what is above moves up by a multiple of 16", () => {
		const { rests } = layOut({ messages }, [...shown, react], { theme });
		const [before, after] = rests.slice(-2);
		const moved = (entry: number) =>
			(find(after, `message-${entry}/bubble`)?.yPx ?? 0) -
			(find(before, `message-${entry}/bubble`)?.yPx ?? 0);
		expect([37, 38, 39].map(moved)).toEqual([0, 0, 0]);
		expect(moved(36)).toBeLessThan(0);
		expect(Math.abs(moved(36) % 16)).toBe(0);
		expect([0, 20, 35].map(moved)).toEqual([moved(36), moved(36), moved(36)]);
	});

	test("moves down what is below in a column that is not full", () => {
		const few = messages.slice(0, 4);
		const changes: Change[] = [...shown.slice(0, 4), { kind: "reaction", entry: 1, reaction: 0 }];
		const { rests } = layOut({ messages: few }, changes, { theme });
		const [before, after] = rests.slice(-2);
		const places = (scene?: Scene) =>
			[0, 1, 2, 3].map((entry) => find(scene, `message-${entry}/bubble`)?.yPx ?? 0);
		const moved = places(after).map((yPx, index) => yPx - (places(before)[index] ?? 0));
		expect(moved).toEqual([0, 0, moved[2], moved[2]]);
		expect(moved[2]).toBeGreaterThan(0);
		expect((moved[2] ?? 0) % 16).toBe(0);
	});

	test("scrolls a full column back when a message gives room", () => {
		const long = { ...mine("A long story. ".repeat(30).trim()) };
		const full = [...messages.slice(0, 39), long];
		const { rests } = layOut({ messages: full }, [...shown, { kind: "deleted", entry: 39 }]);
		const [before, after] = rests.slice(-2);
		expect(dyOf(after)).toBeGreaterThan(dyOf(before));
		expect((dyOf(after) - dyOf(before)) % 16).toBe(0);
	});

	test("scrolls back when dots stop without a message", () => {
		const changes: Change[] = [
			...shown.slice(0, 39),
			{ kind: "typing", entry: 39 },
			{ kind: "stopped", entry: 39 },
		];
		const { rests } = layOut({ messages }, changes);
		expect(dyOf(rests.at(-1))).toBe(dyOf(rests.at(-3)));
		expect(dyOf(rests.at(-2))).toBeLessThan(dyOf(rests.at(-1)));
	});
});

describe("fifty messages with six events each", () => {
	const theme = { ...themes["imessage-classic"], reaction: toyTheme.reaction, deleted: toyTheme.deleted };
	const messages = Array.from({ length: 50 }, (_, index) => ({
		...(index % 2 === 0 ? mine : theirs)(
			`Message ${index}. ${"It has a few words. ".repeat(index % 5)}`.trim(),
		),
		reactions,
	}));
	const changes = messages.flatMap((_, entry): Change[] => [
		{ kind: "typing", entry },
		{ kind: "shown", entry },
		{ kind: "receipt", entry, receipt: "delivered" },
		{ kind: "reaction", entry, reaction: 0 },
		{ kind: "reaction", entry, reaction: 1 },
		{ kind: "deleted", entry },
	]);
	const { rests, loops, composers, heightPx } = layOut({ messages, video: { safeArea: "none" } }, changes, {
		theme,
	});

	test("have a hold for each picture that something moves in, and not for each frame", () => {
		const steps = changes.map((change, index) => ({ atMs: index * 400, change }));
		const { motion } = theme;
		const film = { rests, loops, composers, heightPx, steps, motion, own: new Set<string>() };
		const holds = finishSteps(planHolds({ ...film, fps: 30, frameCount: 300 * 12 }));
		const moving = holds.filter(({ settled }) => !settled);
		expect([holds.length, moving.length]).toEqual([2064, 1773]);
	});

	test("have a rest for each state, whose bars are made once", () => {
		expect(rests.length).toBe(301);
		for (const name of ["backdrop", "header", "footer"])
			expect(new Set(rests.map(({ layers }) => layers.find((layer) => layer.name === name))).size).toBe(1);
	});

	test("share what does not change: a message stands in all rests as one sprite a state", () => {
		const sprites = new Set(rests.flatMap((rest) => placed(rest).map(({ sprite }) => sprite)));
		// Two opening lines, the dots, a receipt; of each message itself and deleted, with and without a tail; a pill for each count.
		expect(sprites.size).toBeLessThanOrEqual(2 + 1 + 1 + 50 * 4 + 50 * 2);
		const first = rests
			.slice(60)
			.map((rest) => rest.layers[1]?.placements.find(({ item }) => item === "message-2/bubble"));
		expect(new Set(first).size).toBe(1);
	});
});

/** What holds for the layout of any conversation. */
const PROMISES: Readonly<Record<string, (layout: ChatLayout) => void>> = {
	"no text is outside its frame": ({ messages }) => {
		for (const { frame, lines } of messages) {
			for (const { box } of lines) {
				expect(box.xPx).toBeGreaterThanOrEqual(frame.xPx - 0.01);
				expect(box.xPx + box.widthPx).toBeLessThanOrEqual(frame.xPx + frame.widthPx + 0.01);
				expect(box.yPx).toBeGreaterThanOrEqual(frame.yPx);
				expect(box.yPx + box.heightPx).toBeLessThanOrEqual(frame.yPx + frame.heightPx);
			}
		}
	},
	"nothing of the chat is outside the frame, tails and all": ({ rests, widthPx }) => {
		for (const { xPx, sprite } of placed(rests.at(-1))) {
			expect(xPx).toBeGreaterThanOrEqual(0);
			expect(xPx + sprite.widthPx).toBeLessThanOrEqual(widthPx);
		}
	},
	"nothing covers anything of the next": ({ rests }) => {
		const items = placed(rests.at(-1));
		for (const [index, one] of items.entries())
			for (const other of items.slice(index + 1))
				expect(isApart(one, other), `${one.item} and ${other.item}`).toBe(true);
	},
	"the last message, or its end, is between the bars": ({ rests }) => {
		for (const [index, rest] of rests.entries()) {
			const last = find(rest, `message-${index - 1}/bubble`);
			const clip = clipOf(rest);
			if (last === undefined || clip === undefined) continue;
			expect(endOf(last)).toBeLessThanOrEqual(clip.yPx + clip.heightPx);
			expect(endOf(last)).toBeGreaterThan(clip.yPx);
		}
	},
	"every sprite has an even size and an even place, bars whole macroblocks, and each rest an offset on their grid":
		({ rests }) => {
			for (const rest of rests) {
				const clip = clipOf(rest);
				expect([(clip?.yPx ?? 1) % 16, (clip?.heightPx ?? 1) % 16, Math.abs(dyOf(rest) % 16)]).toEqual([
					0, 0, 0,
				]);
				for (const { xPx, yPx, sprite } of placed(rest))
					expect([xPx % 2, Math.abs(yPx % 2), sprite.widthPx % 2, sprite.heightPx % 2]).toEqual([0, 0, 0, 0]);
			}
		},
	"an item's name is unique in its scene, and equal keys are equal sprites": ({ rests }) => {
		const known = new Map<string, unknown>();
		for (const rest of rests) {
			const items = rest.layers.flatMap(({ placements }) => placements.map(({ item }) => item));
			expect(new Set(items).size).toBe(items.length);
			for (const { sprite } of placed(rest)) {
				expect(known.get(sprite.key) ?? sprite).toEqual(sprite);
				known.set(sprite.key, sprite);
			}
		}
	},
};

test("for any conversation all of it holds", () => {
	const holdAll = (layout: ChatLayout) => {
		for (const [promise, hold] of Object.entries(PROMISES))
			try {
				hold(layout);
			} catch (cause) {
				throw new Error(`not true: ${promise}`, { cause });
			}
	};
	// One run for all: a layout takes longer than what is held of it.
	fc.assert(
		fc.property(arbitraryConversation(), (conversation) => holdAll(layOut(conversation))),
		{ numRuns: 60 },
	);
});

test("lines are higher where marks need the room, and highest in Nastaliq, for the whole of a chat in Urdu", () => {
	const heightOf = (text: string, other = "ok") =>
		layOut({ messages: [theirs(text), mine(other)] }).messages[0]?.lines[0]?.box.heightPx ?? 0;
	expect(heightOf("தமிழ்")).toBeGreaterThan(heightOf("Tamil"));
	expect(heightOf("سلام")).toBe(heightOf("தமிழ்"));
	expect(heightOf("سلام", "میں ٹھیک ہوں")).toBeGreaterThan(heightOf("سلام"));
	expect(heightOf("ok", "میں ٹھیک ہوں")).toBe(heightOf("ok"));
});
