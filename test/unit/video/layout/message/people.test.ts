import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { ChatLayout } from "../../../../../shared/video/layout/chat-layout.ts";
import { intersect, type Rect } from "../../../../../shared/video/scene/rect.ts";
import type { Placement } from "../../../../../shared/video/scene/scene.ts";
import { imessageClassic } from "../../../../../shared/video/themes/imessage-classic.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { find, layOut, placed } from "../../../../helpers/lay-out.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

const SMALL = { sizePt: 12, linePt: 16, weight: 500, tone: "#101010" } as const;
const TONES = ["#aa0000", "#00aa00", "#0000aa"];
const inside: Theme = {
	...imessageClassic,
	name: { at: "inside", tones: TONES, ...SMALL },
	avatar: { at: "first", sizePt: 50, gapPt: 5, when: "group" },
};
const outside: Theme = { ...imessageClassic, avatar: { at: "last", sizePt: 70, gapPt: 7, when: "group" } };
const THEMES = { classic: imessageClassic, inside, outside, toy: toyTheme };

const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ id: `p${index}`, name: `Person ${index}` }));
const from = (writer: string, text = "Hello") => ({ from: writer, text });
const group = (count: number, writers: readonly string[]) => ({
	title: "A group",
	people: people(count),
	messages: writers.map((writer) => from(writer)),
});

/** The indices of the messages that have an item of this name. */
const having = (layout: ChatLayout, part: string) =>
	placed(layout.rests.at(-1)).flatMap(({ item }) =>
		item.endsWith(`/${part}`) ? [Number(/\d+/.exec(item)?.[0])] : [],
	);
const rectOf = ({ xPx, yPx, sprite }: Placement): Rect => ({
	xPx,
	yPx,
	widthPx: sprite.widthPx,
	heightPx: sprite.heightPx,
});
const textsOf = (placement: Placement | undefined) =>
	(placement?.sprite.shapes ?? []).flatMap((shape) =>
		shape.kind === "text" ? [shape.spans.map(({ text }) => text).join("")] : [],
	);
const inksOf = (placement: Placement | undefined) =>
	(placement?.sprite.shapes ?? []).flatMap((shape) =>
		shape.kind === "text" ? shape.spans.map(({ paint }) => paint) : [],
	);
/** All that is seen of the messages, with bubbles as far as they have no tail. */
function parts(layout: ChatLayout): readonly (readonly [name: string, rect: Rect])[] {
	const dyPx = layout.rests.at(-1)?.layers.find(({ name }) => name === "column")?.dyPx ?? 0;
	return [
		...layout.messages.map(({ entry, frame }) => [`${entry}`, { ...frame, yPx: frame.yPx + dyPx }] as const),
		...placed(layout.rests.at(-1)).flatMap((each) =>
			/name|avatar/.test(each.item) ? [[each.item, rectOf(each)] as const] : [],
		),
	];
}

const arbitraryGroup = fc.integer({ min: 1, max: 12 }).chain((count) =>
	fc.array(fc.integer({ min: -1, max: count - 1 }), { minLength: 1, maxLength: 40 }).map((places) =>
		group(
			count,
			places.map((place) => (place === -1 ? "you" : `p${place}`)),
		),
	),
);

describe.each(Object.entries(THEMES))("in any group, in the theme %s,", (_, theme) => {
	const each = (hold: (chat: ReturnType<typeof group>, layout: ChatLayout) => void) =>
		fc.assert(
			fc.property(arbitraryGroup, (chat) => hold(chat, layOut(chat, undefined, { theme }))),
			{ numRuns: 30 },
		);
	const writer = (chat: ReturnType<typeof group>, index: number) => chat.messages[index]?.from;
	const ofOthers = (chat: ReturnType<typeof group>, neighbour: -1 | 1) =>
		chat.messages.flatMap((message, index) =>
			message.from !== "you" && writer(chat, index + neighbour) !== message.from ? [index] : [],
		);

	test("a name stands over the first of each run of others, and nowhere else", () => {
		each((chat, layout) => {
			const named =
				theme.name.at === "head"
					? having(layout, "name")
					: chat.messages.flatMap((_message, index) =>
							textsOf(find(layout.rests.at(-1), `message-${index}/bubble`)).length > 1 ? [index] : [],
						);
			expect(named).toEqual(ofOthers(chat, -1));
		});
	});

	test("an avatar stands beside the first or the last of each run of others, and nowhere else", () => {
		each((chat, layout) => {
			expect(having(layout, "avatar")).toEqual(ofOthers(chat, theme.avatar.at === "first" ? -1 : 1));
		});
	});

	test("nothing lies on anything else or leaves the column", () => {
		each((_chat, layout) => {
			const all = parts(layout);
			for (const [index, [name, rect]] of all.entries()) {
				expect(rect.xPx).toBeGreaterThanOrEqual(0);
				expect(rect.xPx + rect.widthPx).toBeLessThanOrEqual(layout.widthPx);
				for (const [other, otherRect] of all.slice(index + 1))
					expect(intersect(rect, otherRect), `${name} and ${other}`).toBeNull();
			}
		});
	});

	test("from right to left all is mirrored", () => {
		each((chat) => {
			// An app's buttons are at the right in every language.
			const free = { ...chat, video: { safeArea: "none" } };
			const layout = layOut(free, undefined, { theme });
			const mirrored = layOut(free, undefined, { theme, direction: "rtl" });
			expect(parts(mirrored)).toEqual(
				parts(layout).map(([name, rect]) => [
					name,
					{ ...rect, xPx: layout.widthPx - rect.xPx - rect.widthPx },
				]),
			);
		});
	});
});

describe("an avatar", () => {
	// 390 points are 390 px here.
	const video = { width: 390, height: 844 };
	const chat = { ...group(2, ["p0", "p0", "you"]), video };

	test("moves all bubbles and dots of others in by its size and gap, and none of one's own", () => {
		const changes: Change[] = [
			{ kind: "shown", entry: 0 },
			{ kind: "typing", entry: 1 },
		];
		const [withDots, without] = [
			imessageClassic,
			{ ...imessageClassic, avatar: { at: "none" } } as const,
		].map((theme) => layOut(chat, changes, { theme }).rests.at(-1));
		const moved = (item: string) => (find(withDots, item)?.xPx ?? 0) - (find(without, item)?.xPx ?? 0);
		expect([moved("message-0/bubble"), moved("message-1/typing")]).toEqual([36, 36]);
		expect(layOut(chat).messages.map(({ frame }) => frame.xPx)).toEqual([
			56,
			56,
			layOut({ ...chat, people: undefined, title: undefined, messages: [from("you")] }).messages[0]?.frame
				.xPx,
		]);
	});

	test("stands at the foot of the last bubble, and moves on with the next", () => {
		const { rests, messages } = layOut(chat);
		expect(rests.map((rest) => [0, 1].map((index) => find(rest, `message-${index}/avatar`)?.xPx))).toEqual([
			[undefined, undefined],
			[20, undefined],
			[undefined, 20],
			[undefined, 20],
		]);
		const foot = (rect?: Rect) => (rect?.yPx ?? 0) + (rect?.heightPx ?? 0);
		const avatar = find(layOut(chat).rests.at(-1), "message-1/avatar");
		const dyPx = rests.at(-1)?.layers[1]?.dyPx ?? 0;
		expect(avatar && foot(rectOf(avatar))).toBe(foot(messages[1]?.frame) + dyPx);
		expect(avatar?.sprite).toMatchObject({ key: "avatar p0", widthPx: 28, heightPx: 28 });
	});

	test("stands beside dots where their message will have it", () => {
		const changes: Change[] = [
			{ kind: "typing", entry: 0 },
			{ kind: "shown", entry: 0 },
		];
		const { rests } = layOut(chat, changes);
		expect(rests.map((rest) => find(rest, "message-0/avatar")?.xPx)).toEqual([undefined, 20, 20]);
	});

	test("is not in a chat of two, unless the theme says always", () => {
		const two = { messages: [{ sender: "them", text: "Hi" }] };
		expect(having(layOut(two), "avatar")).toEqual([]);
		const theme: Theme = { ...imessageClassic, avatar: { at: "last", sizePt: 28, gapPt: 8, when: "always" } };
		expect(having(layOut(two, undefined, { theme }), "avatar")).toEqual([0]);
	});

	test("has the person's own colour, or a tone by their place if the theme has some", () => {
		const theme: Theme = { ...imessageClassic, avatars: { ...imessageClassic.avatars, tones: TONES } };
		const colours = (of: Theme) => {
			const members = [...people(4), { id: "own", name: "Own", color: "#123456" }];
			const messages = members.map(({ id }) => from(id));
			const { rests } = layOut({ people: members, messages }, undefined, { theme: of });
			return messages.map((_message, index) => {
				const [ground] = find(rests.at(-1), `message-${index}/avatar`)?.sprite.shapes ?? [];
				return ground?.kind === "path" && typeof ground.fill === "string" ? ground.fill : "gradient";
			});
		};
		expect(colours(theme)).toEqual(["#aa0000", "#00aa00", "#0000aa", "#aa0000", "#123456"]);
		expect(colours(imessageClassic)).toEqual([...Array(4).fill("gradient"), "#123456"]);
	});
});

describe("a name", () => {
	const long = "A name that is longer than any line of this column may ever be, whoever has it";
	const members = [{ id: "long", name: long }, ...people(3), { id: "own", name: "Own", color: "#123456" }];
	const messages = members.map(({ id }) => from(id, "a"));
	const lastOf = (theme: Theme) => layOut({ people: members, messages }, undefined, { theme }).rests.at(-1);

	test("is cut where it would be wider than the widest bubble", () => {
		expect(textsOf(find(lastOf(imessageClassic), "message-0/name"))[0]).toMatch(/^A name that .*…$/);
		expect(textsOf(find(lastOf(inside), "message-0/bubble"))[0]).toMatch(/^A name that .*…$/);
	});

	test("makes its bubble as wide as it is", () => {
		const widthOf = (index: number) => find(lastOf(inside), `message-${index}/bubble`)?.sprite.widthPx ?? 0;
		expect(widthOf(0)).toBeGreaterThan(2 * widthOf(1));
		expect(widthOf(1)).toBeGreaterThan(
			find(lastOf(imessageClassic), "message-1/bubble")?.sprite.widthPx ?? 0,
		);
	});

	test("has a tone by the person's place, or their own colour, where the theme has tones", () => {
		const inks = members.map((_member, index) => inksOf(find(lastOf(inside), `message-${index}/bubble`))[0]);
		expect(inks).toEqual(["#aa0000", "#00aa00", "#0000aa", "#aa0000", "#123456"]);
		const heads = members.map(
			(_member, index) => inksOf(find(lastOf(imessageClassic), `message-${index}/name`))[0],
		);
		expect(new Set(heads)).toEqual(new Set(["#8e8e93"]));
	});

	test("is never shown in a chat of two", () => {
		const two = { messages: [{ sender: "them", text: "Hi" }] };
		for (const theme of [imessageClassic, inside]) {
			const { rests } = layOut(two, undefined, { theme });
			expect(find(rests.at(-1), "message-0/name")).toBeUndefined();
			expect(textsOf(find(rests.at(-1), "message-0/bubble"))).toEqual(["Hi"]);
		}
	});
});
