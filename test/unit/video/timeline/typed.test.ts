import { describe, expect, test } from "vitest";
import { planConversation, tellSteps } from "../../../helpers/tell-steps.ts";

const you = (text: string, more: object = {}) => ({ sender: "you", text, ...more });
const them = (text: string, more: object = {}) => ({ sender: "them", text, ...more });
const letters = (count: number) => "wordage ".repeat(12).slice(0, count);
const plan = (messages: readonly object[], settings: object = {}) =>
	planConversation({ startWith: 0, keyboard: "auto", ...settings, messages });

type Planned = ReturnType<typeof plan>;

const draftsOf = (planned: Planned) =>
	tellSteps(planned, ["draft"]).map((step) => step.replace(/^\d+ draft /, ""));
const keyboardOf = (planned: Planned) => tellSteps(planned, ["keyboard"]);
/** When it rises and when it goes down. */
const risesOf = ({ steps }: Planned) =>
	steps.flatMap(({ atMs, change }, at) => {
		if (change.kind !== "keyboard") return [];
		const before = steps.findLast((step, index) => index < at && step.change.kind === "keyboard")?.change;
		const wasUp = before?.kind === "keyboard" && before.keyboard !== null;
		const isUp = change.keyboard !== null;
		return wasUp === isUp ? [] : [[isUp ? "up" : "down", atMs]];
	});
const shownOf = (planned: Planned) =>
	planned.steps.flatMap(({ atMs, change }) => (change.kind === "shown" ? atMs : []));
const isTyped = (messages: readonly object[], settings: object = {}) =>
	draftsOf(plan(messages, settings)).length > 0;

describe("a message that is typed", () => {
	test("grows letter by letter in the composer, which is empty once it is sent", () => {
		const planned = plan([you("Hi!")]);
		expect(draftsOf(planned)).toEqual(['"H"', '"Hi"', '"Hi!"', "none"]);
		const [shownMs] = shownOf(planned);
		expect(tellSteps(planned, ["draft"]).at(-1)).toBe(`${shownMs} draft none`);
		const sent = planned.steps.findIndex(({ atMs }) => atMs === shownMs);
		expect(planned.steps.slice(sent).map(({ change }) => change.kind)).toEqual(
			expect.arrayContaining(["draft", "shown"]),
		);
	});

	test("lights the keys that are pressed, each on its page", () => {
		const keys = keyboardOf(plan([you("Hi!")])).map((step) => step.replace(/^\d+ keyboard /, ""));
		expect(keys.filter((key) => !key.endsWith("dark"))).toEqual([
			...["capitals H", "letters i", "letters digits", "digits !"],
		]);
		expect([keys[0], keys.at(-1)]).toEqual(["capitals dark", "capitals dark"]);
	});

	test("has its time after the message before was read, and takes it", () => {
		const planned = plan([them("Hi"), you("Hello there")]);
		const [first = 0, second = 0] = shownOf(planned);
		const [[, upMs] = []] = risesOf(planned);
		expect(upMs).toBe(first + 1200);
		expect(second - Number(upMs)).toBeGreaterThan(1500);
		expect(second - Number(upMs)).toBeLessThan(5000);
	});

	test("was read as it was typed, and so keeps nobody waiting for long", () => {
		const [first = 0, second = 0] = shownOf(plan([you(letters(59)), them("Hi", { pause: 0 })]));
		// 1.2 s, and the dots of two letters.
		expect(second - first).toBe(1200 + 840);
		expect(plan([you(letters(59)), them("Hi")]).warnings).toEqual([]);
	});

	test("is looked at for its card, which was not typed", () => {
		const link = { link: { title: letters(59) }, typed: true };
		const [first = 0, second = 0] = shownOf(plan([you("example.com", link), you("Look", { typed: false })]));
		// 70 letters.
		expect(second - first).toBe(350 + 3500);
	});

	test("is typed faster at a higher pace", () => {
		const [slow = 0, fast = 0] = [1, 2].map((pace) => shownOf(plan([you(letters(50))], { pace }))[0]);
		expect(fast).toBeLessThan(0.6 * slow);
	});

	test("shows a draft that is deleted first", () => {
		const drafts = draftsOf(plan([you("Ok", { typed: { draft: "No" } })]));
		expect(drafts).toEqual(['"N"', '"No"', '"N"', "none", '"O"', '"Ok"', "none"]);
	});

	test("is typed before its timestamp, which is the moment of sending", () => {
		const planned = plan([them("Hi", { timestamp: 0.5 }), you("Hello", { timestamp: 12 })]);
		expect(shownOf(planned)).toEqual([500, 12_000]);
		const [[, upMs] = []] = risesOf(planned);
		expect(12_000 - Number(upMs)).toBeLessThan(3000);
	});

	test("is of the keys of its language", () => {
		const keys = keyboardOf(plan([you("azerty")], { locale: "ja" }));
		expect(keys.map((step) => step.split(" ").at(-1))).toEqual(["dark"]);
	});
});

describe("with too little time before the timestamp", () => {
	const soon = (atSeconds: number, more: object = { typed: true }) => [
		them("Hi", { timestamp: 1.2 }),
		you(letters(30), { timestamp: atSeconds, ...more }),
	];

	test("typing is faster, up to 14 letters a second", () => {
		const planned = plan(soon(4.2));
		expect(draftsOf(planned)[0]).toBe('"w"');
		expect(planned.warnings.map(({ code }) => code)).toEqual([]);
	});

	test("it starts in mid-text, and a warning tells when there would be time", () => {
		const planned = plan(soon(2.2));
		expect(draftsOf(planned)[0]?.length).toBeGreaterThan(15);
		expect(draftsOf(planned).slice(-2)).toEqual([`"${letters(30)}"`, "none"]);
		const [warning] = planned.warnings;
		expect(warning).toMatchObject({ code: "TYPING_TOO_FAST", pointer: "/messages/1/timestamp" });
		const [, asked] = /a timestamp of ([\d.]+) or later/.exec(warning?.message ?? "") ?? [];
		expect(plan(soon(Number(asked))).warnings).toEqual([]);
		expect(plan(soon(Number(asked) - 0.001)).warnings).toHaveLength(1);
	});

	test("it is left out where it would be a flicker, and that is told", () => {
		const planned = plan(soon(1.7));
		expect(draftsOf(planned)).toEqual([]);
		expect(planned.warnings[0]?.message).toContain("it is sent without being typed");
	});

	test("before a later timestamp, a message that nobody asked to be typed just appears too", () => {
		const messages = [you("Hi", { timestamp: 2.5 }), you(letters(30)), them("Ok", { timestamp: 6 })];
		const planned = plan(messages);
		expect(shownOf(planned)).toEqual([2500, 3700, 6000]);
		expect(draftsOf(planned).at(-2)).toBe('"Hi"');
		expect(planned.warnings).toEqual([]);
		const asked = plan(messages, { keyboard: "always" });
		expect(asked.warnings.map(({ code }) => code)).toEqual(["TIMESTAMPS_SPREAD", "TYPING_TOO_FAST"]);
		const [sent = 0, typed = 0] = shownOf(plan([...messages.slice(0, 2), them("Ok", { timestamp: 20 })]));
		expect(typed - sent).toBeGreaterThan(4000);
	});

	test("a message that nobody asked to be typed just appears", () => {
		const planned = plan(soon(2.2, {}));
		expect(draftsOf(planned)).toEqual([]);
		expect(planned.warnings.filter(({ code }) => code === "TYPING_TOO_FAST")).toEqual([]);
	});
});

describe("of your messages are typed", () => {
	const long = you("many words ".repeat(8).trim());

	test("none without a keyboard, unless they say so", () => {
		for (const keyboard of ["never", undefined]) {
			expect(isTyped([you("Hi")], { keyboard })).toBe(false);
			expect(isTyped([you("Hi", { typed: true })], { keyboard })).toBe(true);
			expect(isTyped([you("Hi", { typed: { draft: "Ho" } })], { keyboard })).toBe(true);
		}
	});

	test("the short ones by themselves, up to 60 characters", () => {
		expect(
			[you("Hi"), you(letters(60)), you(letters(61)), long].map((message) => isTyped([message])),
		).toEqual([...[true, true, false, false]]);
		expect(isTyped([{ ...long, typed: true }])).toBe(true);
		expect(isTyped([you("Hi", { typed: false })])).toBe(false);
		expect(isTyped([you("Look", { images: ["dog.jpg"] })])).toBe(false);
		expect(isTyped([you("Look", { voice: { seconds: 3 } })])).toBe(false);
		expect(isTyped([you("example.com", { link: { title: "Look" } })])).toBe(false);
	});

	test("all texts when the keyboard is always there", () => {
		expect(isTyped([long], { keyboard: "always" })).toBe(true);
		expect(isTyped([you("Hi", { typed: false })], { keyboard: "always" })).toBe(false);
		expect(isTyped([{ sender: "you", images: ["dog.jpg"] }], { keyboard: "always" })).toBe(false);
	});

	test("none of theirs, nor of pictures alone, and a warning tells what changes nothing", () => {
		const messages = [them("Hi", { typed: true }), { sender: "you", images: ["dog.jpg"], typed: true }];
		expect(isTyped(messages)).toBe(false);
		expect(plan(messages).warnings).toEqual([
			{
				code: "TYPED_UNUSED",
				message: "messages[0].typed: only messages of yours are typed. It changes nothing.",
				pointer: "/messages/0/typed",
			},
			{
				code: "TYPED_UNUSED",
				message: "messages[1].typed: the message has no text. It changes nothing.",
				pointer: "/messages/1/typed",
			},
		]);
	});

	test("none that stand at the start", () => {
		expect(isTyped([you("Hi", { typed: true })], { startWith: 1 })).toBe(false);
		expect(plan([you("Hi", { typed: true })], { startWith: 1 }).warnings).toEqual([
			{
				code: "TYPED_UNUSED",
				message: "messages[0].typed: the message stands there at the start. It changes nothing.",
				pointer: "/messages/0/typed",
			},
		]);
	});

	test("the first message, which stands there only if it does not ask for it", () => {
		const first = (fields: object, settings: object = {}) =>
			isTyped([you("Hi", fields), them("Ho")], { startWith: undefined, ...settings });
		expect(first({ typed: true })).toBe(true);
		expect(first({ typed: { draft: "Hey" } })).toBe(true);
		expect([first({}), first({ typed: false }), first({}, { keyboard: "always" })]).toEqual(
			Array(3).fill(false),
		);
		const planned = plan([you("Hi", { typed: true })], { startWith: undefined });
		expect([shownOf(planned).length, planned.warnings]).toEqual([1, []]);
	});
});

describe("the keyboard", () => {
	test("rises with the first typing, and not before", () => {
		const planned = plan([them("Hi"), you("Ho")]);
		const [firstMs] = shownOf(planned);
		expect(risesOf(planned)).toEqual([["up", Number(firstMs) + 1200]]);
	});

	test("is up before the first key, also where that follows at once", () => {
		const messages = [them("Hi", { timestamp: 1.2 }), you("I am on my way", { timestamp: 12 })];
		const planned = plan(messages, { pace: 3 });
		const [[, upMs] = []] = risesOf(planned);
		const firstMs = planned.steps.find(({ change }) => change.kind === "draft")?.atMs ?? 0;
		expect(firstMs - Number(upMs)).toBe(400);
	});

	test("stays to the end where nothing follows", () => {
		expect(risesOf(plan([you("Hi")], { video: { durationSeconds: 30 } }))).toHaveLength(1);
	});

	test("stays while the next entry is yours, however long that takes", () => {
		expect(risesOf(plan([you("Hi"), you("there", { pause: 20 })]))).toHaveLength(1);
		const shown = you("Look", { images: ["dog.jpg"], pause: 20 });
		expect(risesOf(plan([you("Hi"), shown, you("there")]))).toHaveLength(1);
	});

	test("stays while what follows begins within 4 s, and else goes down a second after the last message", () => {
		const answer = (pause: number) => plan([you("Hi"), them("Ho", { pause })]);
		const [[, sentMs]] = [[0, shownOf(answer(1))[0] ?? 0]] as const;
		expect(risesOf(answer(2.8))).toHaveLength(1);
		expect(risesOf(answer(2.9))).toEqual([
			["up", expect.any(Number)],
			["down", sentMs + 1000],
		]);
	});

	test("goes down after a later message of theirs, and comes up again for the next of yours", () => {
		const planned = plan([you("Hi"), them("Ho"), them("And?", { pause: 6 }), you("Well")]);
		const [, second = 0] = shownOf(planned);
		expect(risesOf(planned).map(([what]) => what)).toEqual(["up", "down", "up"]);
		expect(risesOf(planned)[1]).toEqual(["down", second + 1000]);
	});

	test("goes down once, after the last of several that are typed", () => {
		const planned = plan([you("Hi"), you("there"), them("Ho", { pause: 6 })]);
		const [, second = 0] = shownOf(planned);
		expect(risesOf(planned)).toEqual([
			["up", expect.any(Number)],
			["down", second + 1000],
		]);
		expect(keyboardOf(planned).filter((step) => step.endsWith("down"))).toHaveLength(1);
	});

	test("does not count a pause as what follows", () => {
		expect(risesOf(plan([you("Hi"), { pause: 9 }, them("Ho")])).map(([what]) => what)).toEqual([
			"up",
			"down",
		]);
	});

	test("is there from the first frame to the last when it is always there", () => {
		const planned = plan([them("Hi"), you("Ho"), them("And?", { pause: 9 })], { keyboard: "always" });
		expect(planned.opening.changes[0]).toEqual({
			kind: "keyboard",
			keyboard: { page: "capitals", lit: null },
		});
		expect(planned.steps.some(({ change }) => change.kind === "keyboard" && change.keyboard === null)).toBe(
			false,
		);
	});

	test("offers what the next message begins with as soon as one is sent", () => {
		const planned = plan([you("Hi"), you("well")]);
		const [sentMs] = shownOf(planned);
		expect(keyboardOf(planned).find((step) => step.startsWith(`${sentMs} `)) ?? "same").toBe("same");
		const back = plan([you("hi"), you("Well")]);
		expect(keyboardOf(back)).toContain(`${shownOf(back)[0]} keyboard capitals dark`);
	});
});

describe("where no keyboard is seen", () => {
	const hidden = (messages: readonly object[], settings: object, keyboardHidden: "look" | "frame" = "look") =>
		planConversation({ startWith: 0, ...settings, messages }, { keyboardHidden });

	test("lets the first message stand there that asks to be typed", () => {
		const planned = hidden([you("Hi", { typed: true })], { startWith: undefined });
		expect([planned.opening.changes[0]?.kind, shownOf(planned)]).toEqual(["shown", []]);
		expect(planned.warnings.map(({ code }) => code)).toEqual(["KEYBOARD_HIDDEN"]);
	});

	test("nothing is typed, and messages come as they would without", () => {
		const messages = [them("Hi"), you("Ho", { typed: true })];
		const planned = hidden(messages, { keyboard: "always" });
		expect(tellSteps(planned)).toEqual(tellSteps(plan([them("Hi"), you("Ho")], { keyboard: "never" })));
		expect(planned.opening.changes).toEqual([]);
	});

	test("a warning tells so once, if the conversation asks for typing", () => {
		const asked = [you("Hi", { typed: true }), you("Ho", { typed: { draft: "x" } })];
		expect(hidden(asked, {}).warnings).toEqual([
			{
				code: "KEYBOARD_HIDDEN",
				message:
					"messages[0].typed: the look shows no keyboard, so your messages appear without being typed.",
				pointer: "/messages/0/typed",
			},
		]);
		expect(hidden([you("Hi")], { keyboard: "auto" }, "frame").warnings).toEqual([
			{
				code: "KEYBOARD_HIDDEN",
				message:
					"keyboard: the picture is too low for a keyboard, so your messages appear without being typed.",
				pointer: "/keyboard",
			},
		]);
		expect(hidden([you("Hi", { typed: false })], { keyboard: "never" }).warnings).toEqual([]);
		expect(hidden([you("Hi")], {}).warnings).toEqual([]);
	});
});
