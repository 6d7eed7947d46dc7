import type { HealthVerdict } from "./health-check.ts";

/** A function's newest deployment, and the one that runs. */
export type DeploymentFacts = {
	readonly functionId: string;
	/** Empty where none is active. */
	readonly activeId: string;
	/** Empty where there is none. */
	readonly latestId: string;
	/** As Appwrite has it: waiting, processing, building, ready, failed, canceled. */
	readonly latestStatus: string;
};

export type ServerFacts = {
	/** Null where no answer names one. */
	readonly version: string | null;
	readonly isCloud: boolean;
	/** Null where the key may not read functions. */
	readonly deployments: readonly DeploymentFacts[] | null;
};

type Fault = { readonly from: string; readonly to: string; readonly words: string };

const OLDEST = "1.8.0";
/** docs/versions.md says how each was seen. */
const FAULTS: readonly Fault[] = [
	{
		from: "1.8.0",
		to: "1.8.1",
		words: "It may answer 200 to an increment that it did not apply: health-cron corrects counters.",
	},
	{
		from: "1.9.0",
		to: "1.9.6",
		words: "It does not activate deployments of more than 5 MiB: npm run deploy does.",
	},
];
const UNFINISHED = ["waiting", "processing", "building"];

export function judgeServer({ version, isCloud, deployments }: ServerFacts): HealthVerdict {
	const seen = { observedValue: version ?? "unknown", observedUnit: null };
	if (version !== null && isTooOld(version)) {
		const output = `Appwrite ${version} is too old: chatreel needs 1.8 or later. Upgrade the server.`;
		return { status: "fail", ...seen, output };
	}
	const name = version === null ? "Appwrite of an unknown version." : `Appwrite ${version}.`;
	const known = FAULTS.filter((fault) => version !== null && isWithin(version, fault)).map(
		({ words }) => words,
	);
	const inactive = (deployments ?? []).flatMap(findInactive);
	if (inactive.length > 0) {
		const advice = "Run npm run deploy, or activate the deployment in the console.";
		return { status: "warn", ...seen, output: [name, ...inactive, ...known, advice].join(" ") };
	}
	const unread =
		deployments === null ? ["The key has no functions.read: deployments are not looked at."] : [];
	return { status: "pass", ...seen, output: [name, ...unread, ...known, ...hostHint(isCloud)].join(" ") };
}

function findInactive({ functionId, activeId, latestId, latestStatus }: DeploymentFacts): readonly string[] {
	if (latestStatus === "ready" && latestId !== activeId) {
		return [`The newest deployment of ${functionId} is ready and not active.`];
	}
	if (activeId === "" && !UNFINISHED.includes(latestStatus)) {
		return [`${functionId} has no active deployment.`];
	}
	return [];
}

/** No key can read the server's own settings. */
function hostHint(isCloud: boolean): readonly string[] {
	return isCloud ? [] : ["Self-hosted: _APP_COMPUTE_INACTIVE_THRESHOLD should be 960 or more."];
}

/** Whether it lacks what chatreel is built on: transactions, and increments with a bound. */
export function isTooOld(version: string): boolean {
	return isBelow(version, OLDEST);
}

function isWithin(version: string, { from, to }: Fault): boolean {
	return !isBelow(version, from) && !isBelow(to, version);
}

function isBelow(version: string, other: string): boolean {
	const [one, two] = [version, other].map((each) => each.split(".").map((part) => Number.parseInt(part, 10)));
	for (const index of [0, 1, 2]) {
		const difference = (one?.[index] || 0) - (two?.[index] || 0);
		if (difference !== 0) return difference < 0;
	}
	return false;
}
