import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type AlertRecord,
	findNotification,
	INACTIVE,
	REPEAT_MS,
	recordNotification,
	stepAlert,
} from "../../../shared/health/alert.ts";
import type { AlertRule, CheckStatus } from "../../../shared/health/check.ts";

const MINUTE = 60_000;
const CYCLE = 5 * MINUTE;
const START = Date.UTC(2026, 0, 1);
/** Cycles from one notice to its repetition. */
const REPEAT = REPEAT_MS / CYCLE;

type Severity = NonNullable<AlertRecord["severity"]>;
type Minutes = { readonly for?: number; readonly keep?: number };
type NotificationKind = NonNullable<ReturnType<typeof findNotification>>;
type Notice = { readonly cycle: number; readonly kind: NotificationKind; readonly severity: Severity | null };

const rule = ({ for: wait = 0, keep = 0 }: Minutes): AlertRule => ({
	forMs: wait * MINUTE,
	keepFiringForMs: keep * MINUTE,
});

/** One cycle after the other, five minutes apart; the channel is away at the cycles of `away`. */
function run(ruled: AlertRule, statuses: readonly CheckStatus[], away: readonly number[] = []) {
	let [state, told]: AlertRecord[] = [INACTIVE, INACTIVE];
	const states: AlertRecord[] = [];
	const notices: Notice[] = [];
	for (const [cycle, status] of statuses.entries()) {
		const nowMs = START + cycle * CYCLE;
		state = stepAlert(ruled, state ?? INACTIVE, status, nowMs);
		states.push(state);
		const kind = findNotification(state, told ?? INACTIVE, nowMs);
		if (kind === null || away.includes(cycle)) continue;
		told = recordNotification(state, nowMs);
		notices.push({ cycle, kind, severity: told.severity });
	}
	return { states, notices, told: notices.map(({ kind, cycle }) => [kind, cycle]) };
}

const alternating = Array.from(
	{ length: 20 },
	(_, cycle): CheckStatus => (cycle % 2 === 0 ? "fail" : "pass"),
);
const well = (cycles: number) => Array.from({ length: cycles }, (): CheckStatus => "pass");
const bad = (cycles: number, status: Severity = "fail") =>
	Array.from({ length: cycles }, (): CheckStatus => status);

describe("a check that alternates at twenty cycles running", () => {
	test("is told of twice, fired and resolved, where it keeps firing for 15 minutes", () => {
		// The last bad cycle is 18; well from 19 on, 15 minutes later it is over.
		expect(run(rule({ keep: 15 }), [...alternating, ...well(10)]).told).toEqual([
			["firing", 0],
			["resolved", 22],
		]);
	});

	test("is never told of where it must be bad for 10 minutes", () => {
		expect(run(rule({ for: 10 }), [...alternating, ...well(10)]).told).toEqual([]);
	});

	test("is told of at each turn where neither is asked for", () => {
		expect(run(rule({}), alternating).told).toHaveLength(20);
	});
});

describe("a check that stays bad", () => {
	test("fires when it has been bad for as long as the rule says, not a cycle before", () => {
		const { notices, states } = run(rule({ for: 10 }), bad(3));
		expect(states.map(({ phase }) => phase)).toEqual(["pending", "pending", "firing"]);
		expect(states.at(-1)).toMatchObject({ sinceMs: START });
		expect(notices).toEqual([{ cycle: 2, kind: "firing", severity: "fail" }]);
	});

	test("is told again after the repeat interval, and not before", () => {
		expect(run(rule({}), bad(2 * REPEAT + 2)).told).toEqual([
			["firing", 0],
			["repeated", REPEAT],
			["repeated", 2 * REPEAT],
		]);
	});

	test("is told again at once when it becomes worse, and not when it becomes better or worse again", () => {
		const statuses = [...bad(2, "warn"), ...bad(2), ...bad(2, "warn"), ...bad(2)];
		const { notices } = run(rule({}), statuses);
		expect(notices.map(({ severity, cycle }) => [severity, cycle])).toEqual([
			["warn", 0],
			["fail", 2],
		]);
	});
});

describe("a channel that is away", () => {
	test("for three cycles gets one message when it is back", () => {
		expect(run(rule({}), bad(6), [0, 1, 2]).told).toEqual([["firing", 3]]);
	});

	test("hears nothing of what came and went meanwhile, and once of what is over since", () => {
		expect(run(rule({}), ["fail", "pass", "pass", "pass"], [0, 1]).told).toEqual([]);
		expect(run(rule({}), ["fail", "pass", "pass", "pass"], [1, 2]).told).toEqual([
			["firing", 0],
			["resolved", 3],
		]);
	});
});

describe("whatever a check results in", () => {
	const status = fc.constantFrom<CheckStatus>("pass", "warn", "fail");
	const change = fc.tuple(status, fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 120 })));
	const statuses = fc
		.array(change, { maxLength: 12 })
		.map((changes) => changes.flatMap(([each, cycles]) => Array.from({ length: cycles }, () => each)));
	const minutes = fc.record({ for: fc.nat(30), keep: fc.nat(30) });

	test("an alert fires only after `for` without a pause, and is over only after `keepFiringFor` of passing", () => {
		fc.assert(
			fc.property(minutes, statuses, (given, seen) => {
				const { states } = run(rule(given), seen);
				for (const [cycle, { phase }] of states.entries()) {
					const before = states[cycle - 1]?.phase ?? "inactive";
					const lasts = (isSo: (status: CheckStatus) => boolean) =>
						(cycle - (seen.slice(0, cycle + 1).findLastIndex((each) => !isSo(each)) + 1)) * CYCLE;
					if (phase === "firing" && before !== "firing") {
						expect(lasts((each) => each !== "pass")).toBeGreaterThanOrEqual(given.for * MINUTE);
					}
					if (phase !== "firing" && before === "firing") {
						expect(phase).toBe("inactive");
						expect(lasts((each) => each === "pass")).toBeGreaterThanOrEqual(given.keep * MINUTE);
					}
				}
			}),
		);
	});

	test("it is told once that it fires, at that very cycle, and once that it is resolved", () => {
		fc.assert(
			fc.property(minutes, statuses, (given, seen) => {
				const { states, told } = run(rule(given), seen);
				const turns = states.flatMap(({ phase, severity }, cycle): [NotificationKind, number][] => {
					const before = states[cycle - 1] ?? INACTIVE;
					const isWorse = before.severity === "warn" && severity === "fail";
					if (phase === "firing" && (before.phase !== "firing" || isWorse)) return [["firing", cycle]];
					return phase === "inactive" && before.phase === "firing" ? [["resolved", cycle]] : [];
				});
				expect(told.filter(([kind]) => kind !== "repeated")).toEqual(turns);
			}),
		);
	});

	test("it is repeated at its interval for as long as it fires, and at no other time", () => {
		fc.assert(
			fc.property(minutes, statuses, (given, seen) => {
				const { states, notices } = run(rule(given), seen);
				let last: number | null = null;
				for (const [cycle, { phase }] of states.entries()) {
					const notice = notices.find((each) => each.cycle === cycle);
					if (phase === "firing" && last !== null && cycle - last === REPEAT) expect(notice).toBeDefined();
					if (notice?.kind === "repeated") expect(cycle - (last ?? 0)).toBe(REPEAT);
					if (notice !== undefined) last = notice.kind === "resolved" ? null : cycle;
				}
			}),
		);
	});

	test("a channel that is away at times is never told that something is over that it was not told of", () => {
		fc.assert(
			fc.property(minutes, statuses, fc.array(fc.nat(300)), (given, seen, away) => {
				const { notices } = run(rule(given), seen, away);
				for (const [index, notice] of notices.entries()) {
					const before = notices[index - 1];
					if (notice.kind === "resolved") expect(before?.kind).toMatch(/firing|repeated/);
					if (notice.kind === "repeated") expect(before?.kind).toMatch(/firing|repeated/);
					if (notice.kind !== "firing" || before === undefined || before.kind === "resolved") continue;
					expect([before.severity, notice.severity]).toEqual(["warn", "fail"]);
				}
			}),
		);
	});
});
