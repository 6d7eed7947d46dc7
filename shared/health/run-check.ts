import { ChatreelError } from "../core/errors.ts";
import type { Sleep } from "../core/time.ts";
import type { Check } from "./check.ts";
import { withLimit } from "./with-limit.ts";

/** What a probe's value says: all of a check but its name. */
export type Verdict = Omit<Check, "name">;

export type CheckPlan<Value> = {
	readonly name: string;
	readonly probe: () => Promise<Value>;
	readonly judge: (value: Value) => Verdict;
	/** What to do where the probe itself fails, as a sentence. */
	readonly advice: string;
};

export type CheckOptions = {
	/** How long one probe is waited for. Default 5000. */
	readonly limitMs?: number;
	/** Told what a probe threw, for a log. The check itself repeats none of it that could hold a path. */
	readonly onThrown?: (name: string, thrown: unknown) => void;
	readonly sleep?: Sleep;
};

export const DEFAULT_LIMIT_MS = 5000;

/** Runs one check. Never rejects: a probe that throws or hangs is a failed check. */
export async function runCheck<Value>(
	{ name, probe, judge, advice }: CheckPlan<Value>,
	{ limitMs = DEFAULT_LIMIT_MS, onThrown = () => {}, sleep }: CheckOptions,
): Promise<Check> {
	try {
		return { name, ...judge(await withLimit(probe, limitMs, sleep)) };
	} catch (thrown) {
		onThrown(name, thrown);
		return { name, ok: false, message: `${reasonOf(thrown)}. ${advice}`, observed: null };
	}
}

/** Checks are shown to callers, and what a system or a package says may hold paths: of these only the code is told. */
export function reasonOf(thrown: unknown): string {
	if (thrown instanceof ChatreelError) return thrown.message.replace(/\.$/, "");
	const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
	return typeof code === "string" ? `failed with ${code}` : "failed";
}
