import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldChanges, openingState } from "../../../../shared/video/conversation/change.ts";
import { listEntries } from "../../../../shared/video/conversation/chat-entries.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { runClock } from "../../../../shared/video/timeline/clock-times.ts";
import { planSteps } from "../../../../shared/video/timeline/plan-steps.ts";

type Message = { readonly sender?: string; readonly timestamp?: number; readonly time?: string };

/** What the clock says, and when; the time of each message; and the day and time over the first. */
function tell(messages: readonly Message[], settings: object = {}) {
	const withTexts = messages.map((message) => ({ sender: "them", text: "Hi", ...message }));
	const conversation = parseConversation({ locale: "en-GB", ...settings, messages: withTexts });
	const { opening, steps } = planSteps(listEntries(conversation), conversation);
	const states = foldChanges(
		openingState({ status: null, ...opening }),
		steps.map(({ change }) => change),
	);
	return {
		clock: [
			`0 ${opening.clock}`,
			...steps.flatMap(({ atMs, change }) => (change.kind === "clock" ? `${atMs} ${change.clock}` : [])),
		],
		times: states.at(-1)?.entries.map(({ time }) => time),
		opened: opening.opened,
	};
}

describe("the clock", () => {
	test("says 9:41 at the start, or what the device says", () => {
		expect(tell([{}])).toMatchObject({ clock: ["0 09:41"], times: ["09:41"] });
		const device = { time: "21:45" };
		expect(tell([{}], { device })).toMatchObject({ clock: ["0 21:45"], times: ["21:45"] });
	});

	test("runs with the video", () => {
		const told = tell([{}, { timestamp: 59 }, { timestamp: 60 }, { timestamp: 125 }], {
			device: { time: "23:58" },
		});
		expect(told.clock).toEqual(["0 23:58", "60000 23:59", "120000 00:00"]);
		expect(told.times).toEqual(["23:58", "23:58", "23:59", "00:00"]);
	});

	test("jumps to the time of a message, and runs on from there", () => {
		const told = tell([{}, { timestamp: 10, time: "09:50" }, { timestamp: 75 }]);
		expect(told.clock).toEqual(["0 09:41", "10000 09:50", "70000 09:51"]);
		expect(told.times).toEqual(["09:41", "09:50", "09:51"]);
	});

	test("goes over midnight to a time that is earlier, and never back", () => {
		const told = tell([{}, { timestamp: 5, time: "08:00" }, { timestamp: 9, time: "07:59" }]);
		expect(told.clock).toEqual(["0 09:41", "5000 08:00", "9000 07:59"]);
		const { turns } = runClock({
			entries: [
				{ kind: "message", time: "08:00" },
				{ kind: "message", time: "07:59" },
			],
			...{ startsMs: [5000, 9000], standing: 0, durationMs: 12_000, time: "09:41" },
		});
		expect(turns.map(({ minute }) => minute)).toEqual([24 * 60 + 480, 48 * 60 + 479]);
	});

	test("waits for a message that says the time which it has reached", () => {
		const told = tell([{}, { timestamp: 5, time: "09:42" }, { timestamp: 130, time: "09:43" }]);
		expect(told.clock).toEqual(["0 09:41", "5000 09:42", "65000 09:43"]);
		expect(told.times).toEqual(["09:41", "09:42", "09:43"]);
	});

	test("opens at the time of the first messages where the device has none", () => {
		expect(tell([{ time: "22:10" }, {}])).toMatchObject({ clock: ["0 22:10"], times: ["22:10", "22:10"] });
		expect(tell([{ timestamp: 2, time: "22:10" }]).clock).toEqual(["0 22:10"]);
		const told = tell([{ time: "22:10" }, { time: "22:15" }, { time: "22:20" }], { startWith: 2 });
		expect(told).toMatchObject({ clock: ["0 22:15", "2040 22:20"], times: ["22:10", "22:15", "22:20"] });
	});

	test("writes as the locale does, with AM and PM beside messages only", () => {
		const device = { time: "21:41" };
		expect(tell([{}], { device, locale: "en-US" })).toMatchObject({
			...{ clock: ["0 9:41"], times: ["9:41\u00a0PM"] },
			opened: { day: "Today", time: "9:41\u00a0PM" },
		});
		expect(tell([{}], { device, locale: "ko" })).toMatchObject({ clock: ["0 9:41"], times: ["오후 9:41"] });
		const told = tell([{}], { device: { ...device, hour12: false }, locale: "en-US" });
		expect(told).toMatchObject({ clock: ["0 21:41"], times: ["21:41"] });
	});
});

describe("the day over the chat", () => {
	test("is today, with the time of the first message", () => {
		expect(tell([{ timestamp: 65 }])).toMatchObject({ opened: { day: "Today", time: "09:42" } });
		expect(tell([{}], { locale: "de" }).opened).toEqual({ day: "Heute", time: "09:41" });
	});

	test("is the date that the device has, in the words of the locale", () => {
		const device = { date: "2026-11-23" };
		const openedIn = (locale: string) => {
			const { day, time } = tell([{}], { locale, device }).opened ?? {};
			return `${day} ${time}`.replaceAll("\u00a0", " ");
		};
		expect(["en-US", "en-GB", "de", "fr", "pt-BR", "it"].map(openedIn)).toEqual([
			...["Mon, Nov 23 at 9:41 AM", "Mon 23 Nov at 09:41", "Mo. 23. Nov. um 09:41"],
			...["lun. 23 nov. à 09:41", "seg., 23 de nov. às 09:41", "lun 23 nov alle 09:41"],
		]);
		expect(["ja", "ko", "zh", "tr"].map(openedIn)).toEqual([
			...["11月23日(月) 9:41", "11월 23일 (월) 오전 9:41", "11月23日周一 09:41", "23 Kas Pzt 09:41"],
		]);
	});

	test("is the day before where a message stands there from later than the clock says", () => {
		const device = { time: "07:30" };
		const told = tell([{ time: "23:50" }, {}], { device });
		expect(told).toMatchObject({ opened: { day: "Yesterday", time: "23:50" }, times: ["23:50", "07:30"] });
		const dated = tell([{ time: "23:50" }], { device: { ...device, date: "2026-03-01" }, locale: "en-US" });
		expect(dated.opened?.day).toBe("Sat, Feb 28");
	});
});

test("of any messages the clock never goes back, nor do their times, and each says the time that it has", () => {
	const time = fc.option(
		fc
			.oneof(fc.nat(1439), fc.integer({ min: 575, max: 585 }))
			.map(
				(minute) =>
					`${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
			),
		{ nil: undefined },
	);
	const message = fc.record({ gapMs: fc.oneof(fc.constant(0), fc.nat(200_000)), time });
	fc.assert(
		fc.property(
			fc.array(message, { minLength: 1, maxLength: 12 }),
			fc.nat(12),
			time,
			(given, count, opening) => {
				const standing = Math.min(count, given.length);
				const lateMs = given.map(({ gapMs }, at) => (at < standing ? 0 : gapMs));
				const startsMs = lateMs.map((_, at) => lateMs.slice(0, at + 1).reduce((sum, ms) => sum + ms));
				const durationMs = (startsMs.at(-1) ?? 0) + 5000;
				const clock = runClock({
					...{ entries: given.map((each) => ({ kind: "message", ...each })), startsMs, standing, durationMs },
					time: opening,
				});
				const minutes = [clock.openingMinute, ...clock.turns.map(({ minute }) => minute)];
				expect(minutes).toEqual([...new Set(minutes)].toSorted((a, b) => a - b));
				const turnsMs = clock.turns.map((turn) => turn.atMs);
				expect(turnsMs).toEqual(turnsMs.toSorted((a, b) => a - b));
				expect(clock.sentMinutes).toEqual(clock.sentMinutes.toSorted((a, b) => a - b));
				for (const [at, each] of given.entries()) {
					if (each.time === undefined) continue;
					const [hours = 0, rest = 0] = each.time.split(":").map(Number);
					expect(Math.abs((clock.sentMinutes[at] ?? Number.NaN) - 60 * hours - rest) % 1440).toBe(0);
				}
			},
		),
	);
});
