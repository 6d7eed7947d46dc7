import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { Shape } from "../../../../../shared/video/scene/scene.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { find, layOut } from "../../../../helpers/lay-out.ts";
import { hooked } from "../../../../helpers/look-alikes.ts";

const SHORT = "See you tonight";
/** Its last line is as wide as the bubble, so that a time does not fit behind it. */
const FULL = "iiiiiiiiii iiiiiiiiii iiiii";

type Case = {
	readonly text?: string;
	readonly time?: string;
	readonly isOwn?: boolean;
	readonly more?: readonly Change[];
};

/** A message at two pixels a point: its frame, and what of its sprite is text and paths. */
function show(
	{ text = SHORT, time = "9:41", isOwn = true, more = [] }: Case,
	direction: "ltr" | "rtl" = "ltr",
) {
	const messages = [{ sender: isOwn ? "you" : "them", text }];
	const shown: Change = time === "" ? { kind: "shown", entry: 0 } : { kind: "shown", entry: 0, time };
	const options = { theme: hooked, direction };
	const layout = layOut({ messages, video: { width: 750, height: 1600 } }, [shown, ...more], options);
	const placement = find(layout.rests.at(-1), "message-0/bubble");
	const [message] = layout.messages;
	if (placement === undefined || message === undefined) throw new Error("expected a message");
	const { shapes, key } = placement.sprite;
	const texts = shapes.flatMap((shape) => (shape.kind === "text" ? shape : []));
	const meta = texts.find(({ spans }) => spans.some((span) => span.text === time));
	return { ...message, shapes, key, texts, meta, leftPx: message.frame.xPx - placement.xPx };
}

const receipt = (to: "sent" | "delivered" | "read"): Change => ({ kind: "receipt", entry: 0, receipt: to });
const paths = (shapes: readonly Shape[], fill: string) =>
	shapes.filter((shape) => shape.kind === "path" && shape.fill === fill).length;

describe("the time of a message", () => {
	test("stands in the last line if it fits: 13 points, 8 behind the text, 4 below its baseline", () => {
		const { texts, meta, frame, leftPx } = show({ isOwn: false });
		expect(meta?.baselinePx).toBe((texts[0]?.baselinePx ?? 0) + 8);
		expect(meta?.xPx).toBeCloseTo((texts[0]?.xPx ?? 0) + (texts[0]?.widthPx ?? 0) + 16, 0);
		expect((meta?.xPx ?? 0) + (meta?.widthPx ?? 0)).toBeCloseTo(leftPx + frame.widthPx - 24, -0.5);
		expect(meta?.spans).toEqual([{ text: "9:41", style: { sizePx: 26, weight: 400 }, paint: "#0a1014b3" }]);
		expect(frame.heightPx).toBe(2 * (6 + 22 + 8));
	});

	test("otherwise has a line of its own, as high as its type needs", () => {
		const { meta, frame, lines } = show({ text: FULL, isOwn: false });
		expect(lines).toHaveLength(1);
		expect(frame.heightPx).toBe(2 * (6 + 22 + 16 + 8));
		expect(meta?.baselinePx).toBe(Math.round(2 * (6 + 22 + 8) + (0.727 / 2) * 26));
	});

	test("runs in the direction of its own letters", () => {
		expect(show({ time: "9:41 ص" }, "rtl").meta?.direction).toBe("rtl");
		expect(show({ time: "9:41 AM" }, "rtl").meta?.direction).toBe("ltr");
	});

	test("leaves no room where there is none", () => {
		const { frame, texts } = show({ time: "", isOwn: false });
		expect(texts).toHaveLength(1);
		expect(frame.widthPx).toBe(Math.ceil(((texts[0]?.widthPx ?? 0) + 48) / 2) * 2);
	});

	test("stands under lone emoji, at their end, without a bubble", () => {
		for (const isOwn of [true, false]) {
			const { meta, frame, shapes, leftPx } = show({ text: "😂", isOwn });
			expect(shapes.some(({ kind }) => kind === "path")).toBe(false);
			expect(frame.heightPx).toBe(2 * (62 + 16));
			// Two ticks take 18.7 points, seen or not.
			const ticksPx = isOwn ? 2 * 18.7 : 0;
			expect((meta?.xPx ?? 0) + (meta?.widthPx ?? 0) + ticksPx).toBeCloseTo(leftPx + frame.widthPx, -0.5);
			expect(meta?.spans[0]?.paint).toBe("#8e8e93");
		}
	});
});

test.each(["ltr", "rtl"] as const)(
	"the time under lone emoji ends where they do, however long the name: %s",
	(direction) => {
		const people = [
			{ id: "a", name: "Maximiliane von Hohenstein" },
			{ id: "b", name: "Ben" },
		];
		const changes = [{ kind: "shown", entry: 0, time: "9:41" }] as const;
		const layout = layOut({ people, messages: [{ from: "a", text: "😂" }] }, changes, {
			theme: themes.whatsapp,
			direction,
		});
		const shapes = find(layout.rests.at(-1), "message-0/bubble")?.sprite.shapes ?? [];
		const [name, emoji, time] = shapes.flatMap((shape) => (shape.kind === "text" ? shape : []));
		if (name === undefined || emoji === undefined || time === undefined)
			throw new Error("expected three texts");
		expect(name.widthPx).toBeGreaterThan(2 * emoji.widthPx);
		const endOf = ({ xPx, widthPx }: typeof time) => (direction === "ltr" ? xPx + widthPx : xPx);
		expect(endOf(time)).toBeCloseTo(endOf(emoji), -0.5);
	},
);

describe("ticks", () => {
	test.each([
		[[], 0, 0],
		[[receipt("sent")], 1, 0],
		[[receipt("delivered")], 2, 0],
		[[receipt("read")], 0, 2],
	] as const)("after %j: %i grey, %i blue", (more, grey, blue) => {
		const { shapes } = show({ more });
		expect([paths(shapes, "#667781"), paths(shapes, "#007bfc")]).toEqual([grey, blue]);
	});

	test("have a sprite of their own for each state, of one size", () => {
		const all = [[], [receipt("sent")], [receipt("delivered")], [receipt("read")]].map((more) =>
			show({ more }),
		);
		expect(new Set(all.map(({ key }) => key)).size).toBe(4);
		expect(new Set(all.map(({ frame }) => JSON.stringify(frame))).size).toBe(1);
	});

	test("are only on messages of one's own, and go with what is deleted", () => {
		const ticks = (each: Case) => {
			const { shapes } = show(each);
			return paths(shapes, "#667781") + paths(shapes, "#007bfc");
		};
		expect(ticks({ isOwn: false })).toBe(0);
		expect(ticks({ more: [receipt("read"), { kind: "deleted", entry: 0 }] })).toBe(0);
	});

	test("stand alone where no time is given", () => {
		const { shapes, texts } = show({ time: "", more: [receipt("read")] });
		expect([texts.length, paths(shapes, "#007bfc")]).toEqual([1, 2]);
	});

	test("stand after the time, at its left in a look from right to left", () => {
		for (const direction of ["ltr", "rtl"] as const) {
			const { shapes, meta } = show({ more: [receipt("read")] }, direction);
			const tick = shapes.find((shape) => shape.kind === "path" && shape.fill === "#007bfc");
			const xPx = Number(/M([\d.]+)/.exec(tick?.kind === "path" ? tick.d : "")?.[1]);
			expect(xPx > (meta?.xPx ?? 0)).toBe(direction === "ltr");
		}
	});
});
