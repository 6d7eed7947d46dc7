import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { planHolds } from "../../../../shared/video/animation/plan-holds.ts";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import type { Placement } from "../../../../shared/video/scene/scene.ts";
import type { Theme } from "../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { layOut } from "../../../helpers/lay-out.ts";

const FPS = 200;
const AT_MS = 1000;

/** What is seen of a message's block, so long after a change of it. */
function seenAfter(theme: Theme, change: Change, to = "Yes, now"): (ms: number) => readonly Placement[] {
	const messages = [
		{ sender: "you", text: "No, later", edited: { text: to, after: 1 }, deleted: { after: 2 } },
	];
	const changes: Change[] = [{ kind: "shown", entry: 0, receipt: "sent", time: "9:41" }, change];
	const { rests, loops, composers, heightPx } = layOut({ messages }, changes, { theme });
	const steps = changes.map((each, index) => ({ atMs: index * AT_MS, change: each }));
	const { motion } = theme;
	const film = { rests, loops, composers, heightPx, steps, motion, own: new Set(["message-0"]) };
	const holds = finishSteps(planHolds({ ...film, fps: FPS, frameCount: 3 * FPS }));
	const scenes = holds.flatMap(({ scene, frameCount }) => Array(frameCount).fill(scene) as (typeof scene)[]);
	return (ms) => {
		const column = scenes[((AT_MS + ms) * FPS) / 1000]?.layers.find(({ name }) => name === "column");
		return (column?.placements ?? []).filter(({ item }) => item.startsWith("message-0/bubble"));
	};
}

const edit: Change = { kind: "edited", entry: 0 };
const remove: Change = { kind: "deleted", entry: 0 };

describe("a message that is rewritten", () => {
	test("fades from its old text to its new one, behind which the old stands until it is covered", () => {
		for (const theme of Object.values(themes)) {
			const seen = seenAfter(theme, edit, "Yes, now, or as soon as I have found the keys");
			const { rewriteMs } = theme.motion;
			const [old, fresh] = seen(rewriteMs / 2);
			expect(old?.item).toBe(`message-0/bubble until ${AT_MS}`);
			expect(fresh?.sprite.key).toContain("edited");
			expect(fresh?.opacity).toBeGreaterThan(0);
			expect(fresh?.opacity).toBeLessThan(64);
			expect(old?.opacity).toBe(64);
			expect(seen(2 * rewriteMs).map(({ item, opacity }) => [item, opacity])).toEqual([
				["message-0/bubble", 64],
			]);
		}
	});

	test("leaves nothing behind once the new frame covers the old one", () => {
		const { rewriteMs } = themes.imessage.motion;
		const seen = seenAfter(themes.imessage, edit, "No, later, when I have found the keys");
		expect(seen(rewriteMs + 20).length).toBe(1);
	});

	test("that gets shorter shows the new text at once, and the old one's end fades in half the time", () => {
		for (const theme of Object.values(themes)) {
			const seen = seenAfter(theme, edit, "No");
			const [old, fresh] = seen(0);
			expect([old?.item, fresh?.item]).toEqual([`message-0/bubble until ${AT_MS}`, "message-0/bubble"]);
			expect(old?.opacity).toBeLessThan(40);
			expect(fresh?.opacity).toBe(64);
			expect(seen(theme.motion.rewriteMs / 2).map(({ item, opacity }) => [item, opacity])).toEqual([
				["message-0/bubble", 64],
			]);
		}
	});

	test("fades out as the words fade in that tell of its deletion, which may be an edge alone", () => {
		const { rewriteMs } = themes.messenger.motion;
		const seen = seenAfter(themes.messenger, remove);
		const [old, fresh] = seen(0);
		expect([old?.item, fresh?.item]).toEqual([`message-0/bubble until ${AT_MS}`, "message-0/bubble"]);
		expect([(old?.opacity ?? 64) < 64, (fresh?.opacity ?? 64) < 64]).toEqual([true, true]);
		expect(seen(rewriteMs).map(({ opacity }) => opacity)).toEqual([64]);
	});

	test("is mixed where both are of one size", () => {
		const seen = seenAfter({ ...themes.imessage, edited: { at: "none" } }, edit, "No, later");
		expect(seen(100).map(({ item, from }) => [item, from?.key])).toEqual([
			["message-0/bubble", "message-0/bubble original first last"],
		]);
	});

	test("fades away where nothing of it is left in its place", () => {
		for (const theme of [themes.imessage, themes.instagram]) {
			const seen = seenAfter(theme, remove);
			const [gone] = seen(theme.motion.rewriteMs / 2);
			expect(gone?.opacity).toBeGreaterThan(0);
			expect(gone?.opacity).toBeLessThan(64);
			expect(seen(theme.motion.rewriteMs)).toEqual([]);
		}
	});

	test("changes at once where the look says so", () => {
		const theme: Theme = { ...themes.imessage, motion: { ...themes.imessage.motion, rewriteMs: 0 } };
		expect(seenAfter(theme, edit)(0).map(({ opacity }) => opacity)).toEqual([64]);
		expect(seenAfter(theme, remove)(0)).toEqual([]);
	});

	test("is nothing that gets other ticks: they change at once", () => {
		const seen = seenAfter(themes.whatsapp, { kind: "receipt", entry: 0, receipt: "read" });
		expect(seen(0).map(({ item, opacity }) => [item, opacity])).toEqual([["message-0/bubble", 64]]);
	});
});
