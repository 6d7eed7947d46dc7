import { describe, expect, test } from "vitest";
import type { Change, EntryState } from "../../../../../shared/video/conversation/chat-state.ts";
import { find, layOut, placed } from "../../../../helpers/lay-out.ts";
import { hanging, joined } from "../../../../helpers/look-alikes.ts";

const mine = (text: string) => ({ sender: "you", text });
const theirs = (text: string) => ({ sender: "them", text });
const shown = (...entries: readonly number[]) => entries.map((entry): Change => ({ kind: "shown", entry }));
const receipt = (entry: number, to: EntryState["receipt"], time?: string): Change => ({
	kind: "receipt",
	entry,
	receipt: to,
	...(time !== undefined && { time }),
});

type Layout = ReturnType<typeof layOut>;

const receiptsOf = (rest: Layout["rests"][number] | undefined) =>
	placed(rest).flatMap(({ item, sprite }) => (item.endsWith("/receipt") ? `${item}: ${sprite.key}` : []));

describe("words without room of their own", () => {
	const video = { width: 804, height: 1748 };
	const messages = [mine("One"), mine("Two"), theirs("Three")];
	const changes = [
		...shown(0),
		receipt(0, "sent"),
		receipt(0, "delivered"),
		receipt(0, "read", "9:42 PM"),
		...shown(1),
		receipt(1, "delivered", "9:43 PM"),
		...shown(2),
	];
	const { rests, messages: boxes } = layOut({ messages, video }, changes, { theme: hanging });

	test("stand under the newest of one's own that has one", () => {
		expect(rests.map(receiptsOf)).toEqual([
			[],
			[],
			[],
			["message-0/receipt: receipt delivered"],
			["message-0/receipt: receipt read 9:42 PM"],
			["message-0/receipt: receipt read 9:42 PM"],
			["message-1/receipt: receipt delivered"],
			["message-1/receipt: receipt delivered"],
		]);
	});

	test("stand 6 points below the body, and end 20 from its outer edge", () => {
		const line = find(rests.at(-1), "message-1/receipt");
		const bubble = find(rests.at(-1), "message-1/bubble");
		const frame = boxes[1]?.frame;
		expect((line?.yPx ?? 0) - (bubble?.yPx ?? 0) - (frame?.heightPx ?? 0)).toBe(12);
		const edgePx = (line?.xPx ?? 0) + (line?.sprite.widthPx ?? 0);
		expect((frame?.xPx ?? 0) + (frame?.widthPx ?? 0) - edgePx).toBe(40);
	});

	test("say when it was read, in another weight", () => {
		const line = find(rests[4], "message-0/receipt")?.sprite.shapes[0];
		const spans = line?.kind === "text" ? line.spans : [];
		expect(spans.map(({ text, style }) => [text, style.weight])).toEqual([
			["Read", 600],
			[" 9:42 PM", 400],
		]);
	});

	test("open their room on the grid, and close it when they move on", () => {
		const below = (rest: Layout["rests"][number] | undefined, over: number, under: number) =>
			(find(rest, `message-${under}/bubble`)?.yPx ?? 0) - (find(rest, `message-${over}/bubble`)?.yPx ?? 0);
		const inRun = below(rests[6], 0, 1);
		expect(below(rests[5], 0, 1) - inRun).toBe(48);
		const frame = boxes[1]?.frame;
		expect(below(rests[7], 1, 2) - (frame?.heightPx ?? 0)).toBe(20 + 48);
	});

	test("leave no room where there are none", () => {
		const { messages: bare } = layOut({ messages: [mine("One"), theirs("Two")], video }, undefined, {
			theme: hanging,
		});
		const [one, two] = bare.map(({ frame }) => frame);
		expect((two?.yPx ?? 0) - (one?.yPx ?? 0) - (one?.heightPx ?? 0)).toBe(20);
	});
});

describe("heads", () => {
	const video = { width: 780, height: 1688 };
	const messages = [mine("One"), mine("Two"), theirs("Three")];
	const changes = [
		...shown(0),
		receipt(0, "sent"),
		receipt(0, "delivered"),
		receipt(0, "read"),
		...shown(1),
		receipt(1, "sent"),
		receipt(1, "read"),
		...shown(2),
	];
	const { rests } = layOut({ messages, video }, changes, { theme: joined });

	test("stand under the newest that was read, and a mark under a newer one: one thing that goes down", () => {
		expect(rests.map(receiptsOf)).toEqual([
			[],
			[],
			["message-0/receipt: receipt sent"],
			["message-0/receipt: receipt delivered"],
			["heads/receipt: receipt read"],
			["heads/receipt: receipt read"],
			["heads/receipt: receipt read", "message-1/receipt: receipt sent"],
			["heads/receipt: receipt read"],
			["heads/receipt: receipt read"],
		]);
		const moved = (find(rests[7], "heads/receipt")?.yPx ?? 0) - (find(rests[6], "heads/receipt")?.yPx ?? 0);
		expect(moved).toBeGreaterThan(0);
	});

	test("are 14 points, 10 from the end of the column, at either side", () => {
		for (const direction of ["ltr", "rtl"] as const) {
			const layout = layOut({ messages, video }, changes, { theme: joined, direction });
			const heads = find(layout.rests.at(-1), "heads/receipt");
			expect([heads?.sprite.widthPx, heads?.sprite.heightPx]).toEqual([28, 28]);
			expect(heads?.xPx).toBe(direction === "ltr" ? 780 - 20 - 28 : 20);
		}
	});

	test("are those of all others in a group, side by side", () => {
		const people = ["Maya", "Ben", "Li"].map((name) => ({ id: name.toLowerCase(), name }));
		const chat = { title: "Dogs", people, messages: [{ from: "you", text: "One" }], video };
		const group = layOut(chat, [...shown(0), receipt(0, "read")], { theme: joined });
		expect(find(group.rests.at(-1), "heads/receipt")?.sprite.widthPx).toBe(2 * (3 * 14 + 2 * 2));
	});
});
