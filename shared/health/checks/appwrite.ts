import { defineCheck } from "../check.ts";
import type { Deployment, HealthPorts } from "../ports.ts";

type Measurement = {
	readonly version: string | null;
	readonly isCloud: boolean;
	readonly deployments: readonly Deployment[] | null;
};

/** Which Appwrite it is, and whether what was deployed there runs. */
export const appwrite = defineCheck({
	name: "appwrite",
	key: "appwrite:version",
	limitMs: 15_000,
	advice: "Look whether APPWRITE_ENDPOINT is right, the server runs, and functions.read is among the scopes.",
	probe: async ({ server }: Pick<HealthPorts, "server">): Promise<Measurement> => {
		const [version, deployments] = await Promise.all([server.readVersion(), server.readDeployments()]);
		return { version, isCloud: server.isCloud, deployments };
	},
	evaluate: ({ version, isCloud, deployments }) => {
		const observed = { observedValue: version ?? "unknown", observedUnit: null };
		if (version !== null && isTooOld(version)) {
			const output = `Appwrite ${version} is too old: chatreel needs 1.8 or later. Upgrade the server.`;
			return { status: "fail", ...observed, output };
		}
		const name = version === null ? "Appwrite of an unknown version." : `Appwrite ${version}.`;
		const faults = KNOWN_FAULTS.filter((fault) => version !== null && isWithin(version, fault));
		const known = faults.map(({ words }) => words);
		const inactive = (deployments ?? []).flatMap(describeInactive);
		if (inactive.length > 0) {
			const advice = "Run npm run deploy, or activate the deployment in the console.";
			return { status: "warn", ...observed, output: [name, ...inactive, ...known, advice].join(" ") };
		}
		const unread =
			deployments === null ? ["The key has no functions.read: deployments are not looked at."] : [];
		return {
			status: "pass",
			...observed,
			output: [name, ...unread, ...known, ...hostHint(isCloud)].join(" "),
		};
	},
});

/** Whether it lacks what chatreel is built on: transactions, and increments with a bound. */
export function isTooOld(version: string): boolean {
	return isBelow(version, OLDEST);
}

const OLDEST = "1.8.0";

type Fault = { readonly from: string; readonly to: string; readonly words: string };

/** docs/versions.md says how each was seen. */
const KNOWN_FAULTS: readonly Fault[] = [
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

function describeInactive({ functionId, activeId, latestId, latestStatus }: Deployment): readonly string[] {
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
