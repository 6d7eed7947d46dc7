import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type AlertRule,
	type AlertState,
	INACTIVE,
	type Severity,
	stepAlert,
} from "../../../shared/health/alert-state.ts";
import { type Notice, noticeFor, type Told, toldBy, UNTOLD } from "../../../shared/health/notifications.ts";

const MINUTE = 60_000;
const TICK = 5 * MINUTE;
const START = Date.UTC(2026, 0, 1);

type Status = "pass" | Severity;
type Minutes = { readonly for?: number; readonly keep?: number; readonly repeat?: number };

const rule = ({ for: wait = 0, keep = 0, repeat = 240 }: Minutes): AlertRule => ({
	...{ alert: "queue", forMs: wait * MINUTE, keepFiringForMs: keep * MINUTE, repeatMs: repeat * MINUTE },
});

/** One tick after the other, five minutes apart; the channel is away at the ticks of `away`. */
function run(ruled: AlertRule, statuses: readonly Status[], away: readonly number[] = []) {
	let state: AlertState = INACTIVE;
	let told: Told = UNTOLD;
	const states: AlertState[] = [];
	const notices: (Notice & { readonly tick: number })[] = [];
	for (const [tick, status] of statuses.entries()) {
		const nowMs = START + tick * TICK;
		state = stepAlert(ruled, state, status, nowMs);
		states.push(state);
		const notice = noticeFor(ruled, state, told, nowMs);
		if (notice === null || away.includes(tick)) continue;
		notices.push({ ...notice, tick });
		told = toldBy(notice, nowMs);
	}
	return { states, notices, kinds: notices.map(({ kind }) => kind) };
}

const alternating = Array.from({ length: 20 }, (_, tick): Status => (tick % 2 === 0 ? "fail" : "pass"));
const well = (ticks: number) => Array.from({ length: ticks }, (): Status => "pass");
const bad = (ticks: number, status: Severity = "fail") => Array.from({ length: ticks }, (): Status => status);

describe("a check that alternates on twenty ticks running", () => {
	test("is told of twice, fired and resolved, where it keeps firing for 15 minutes", () => {
		const { notices } = run(rule({ keep: 15 }), [...alternating, ...well(10)]);
		// The last bad tick is 18; well from 19 on, 15 minutes later it is over.
		expect(notices.map(({ kind, tick }) => [kind, tick])).toEqual([
			["firing", 0],
			["resolved", 22],
		]);
	});

	test("is never told of where it must be bad for 10 minutes", () => {
		expect(run(rule({ for: 10 }), [...alternating, ...well(10)]).notices).toEqual([]);
	});

	test("is told of at each turn where neither is asked for", () => {
		expect(run(rule({}), alternating).notices).toHaveLength(20);
	});
});

describe("a check that stays bad", () => {
	test("fires when it has been bad for so long as the rule says, not a tick before", () => {
		const { notices, states } = run(rule({ for: 10 }), bad(3));
		expect(states.map(({ phase }) => phase)).toEqual(["pending", "pending", "firing"]);
		expect(notices).toMatchObject([{ tick: 2, kind: "firing", severity: "fail", sinceMs: START }]);
	});

	test("is told again after the repeat interval, and not before", () => {
		const { notices } = run(rule({ repeat: 60 }), bad(26));
		expect(notices.map(({ kind, tick }) => [kind, tick])).toEqual([
			["firing", 0],
			["repeated", 12],
			["repeated", 24],
		]);
	});

	test("is told again at once when it becomes worse, and not when it becomes better or worse again", () => {
		const statuses = [...bad(2, "warn"), ...bad(2), ...bad(2, "warn"), ...bad(2)];
		const { notices } = run(rule({}), statuses);
		expect(notices.map(({ severity, tick }) => [severity, tick])).toEqual([
			["warn", 0],
			["fail", 2],
		]);
	});
});

describe("a channel that is away", () => {
	test("for three ticks gets one message when it is back", () => {
		expect(run(rule({}), bad(6), [0, 1, 2]).notices).toMatchObject([
			{ tick: 3, kind: "firing", sinceMs: START },
		]);
	});

	test("hears nothing of what came and went meanwhile, and once of what is over since", () => {
		expect(run(rule({}), ["fail", "pass", "pass", "pass"], [0, 1]).notices).toEqual([]);
		expect(run(rule({}), ["fail", "pass", "pass", "pass"], [1, 2]).kinds).toEqual(["firing", "resolved"]);
	});
});

describe("whatever happens", () => {
	const statuses = fc.array(fc.constantFrom<Status>("pass", "warn", "fail"), { maxLength: 60 });
	const minutes = fc.record({ for: fc.nat(30), keep: fc.nat(30), repeat: fc.integer({ min: 5, max: 120 }) });

	test("an alert fires only after `for` without a pause, and is over only after `keepFiringFor` of being well", () => {
		fc.assert(
			fc.property(minutes, statuses, (given, seen) => {
				const { states } = run(rule(given), seen);
				for (const [tick, { phase }] of states.entries()) {
					const before = states[tick - 1]?.phase ?? "inactive";
					const lasts = (isSo: (status: Status) => boolean) =>
						(tick - (seen.slice(0, tick + 1).findLastIndex((status) => !isSo(status)) + 1)) * TICK;
					if (phase === "firing" && before !== "firing") {
						expect(lasts((status) => status !== "pass")).toBeGreaterThanOrEqual(given.for * MINUTE);
					}
					if (phase !== "firing" && before === "firing") {
						expect(phase).toBe("inactive");
						expect(lasts((status) => status === "pass")).toBeGreaterThanOrEqual(given.keep * MINUTE);
					}
				}
			}),
		);
	});

	test("fired and resolved take turns, and between two of one kind lies the repeat interval or something worse", () => {
		fc.assert(
			fc.property(minutes, statuses, fc.array(fc.nat(59)), (given, seen, away) => {
				const { notices } = run(rule(given), seen, away);
				for (const [index, notice] of notices.entries()) {
					const before = notices[index - 1];
					if (notice.kind === "resolved") expect(before?.kind).toMatch(/firing|repeated/);
					if (notice.kind === "repeated") {
						expect((notice.tick - (before?.tick ?? 0)) * TICK).toBeGreaterThanOrEqual(given.repeat * MINUTE);
					}
					if (notice.kind !== "firing" || before === undefined || before.kind === "resolved") continue;
					expect([before.severity, notice.severity]).toEqual(["warn", "fail"]);
				}
			}),
		);
	});

	test("a state that was stored and read again goes on as if nothing had happened", () => {
		fc.assert(
			fc.property(minutes, statuses, (given, seen) => {
				const whole = run(rule(given), seen).states;
				let state: AlertState = INACTIVE;
				for (const [tick, status] of seen.entries()) {
					state = JSON.parse(JSON.stringify(stepAlert(rule(given), state, status, START + tick * TICK)));
					expect(state).toEqual(whole[tick]);
				}
			}),
		);
	});
});
