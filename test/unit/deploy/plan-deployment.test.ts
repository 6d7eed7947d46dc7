import type { DeploymentStatus } from "node-appwrite";
import { describe, expect, test } from "vitest";
import {
	deploymentHash,
	formatRecord,
	planDeployment,
	readRecord,
} from "../../../scripts/deploy/plan-deployment.ts";

const SHA = "a".repeat(64);
const RECORD = { sha256: SHA, deploymentId: "d1" };
const at = (status: `${DeploymentStatus}`) => ({ $id: "d1", status: status as DeploymentStatus });

describe("a deployment", () => {
	test("is not needed when the function runs this checkout", () => {
		expect(planDeployment(SHA, RECORD, at("ready"), "d1")).toBe(null);
	});

	test("is uploaded when none was, when the code changed, and when it is gone", () => {
		expect(planDeployment(SHA, null, null, "")?.kind).toBe("upload");
		expect(planDeployment("b".repeat(64), RECORD, at("ready"), "d1")?.kind).toBe("upload");
		expect(planDeployment(SHA, RECORD, null, "d1")?.kind).toBe("upload");
	});

	test.each(["failed", "canceled"] as const)("is uploaded again when its build %s", (status) => {
		expect(planDeployment(SHA, RECORD, at(status), "")?.kind).toBe("upload");
	});

	test.each(["waiting", "processing", "building"] as const)("is awaited while it is %s", (status) => {
		expect(planDeployment(SHA, RECORD, at(status), "")).toEqual({ kind: "finish build", deploymentId: "d1" });
	});

	test("is activated when it is built and not active", () => {
		for (const active of ["", "d2"]) {
			expect(planDeployment(SHA, RECORD, at("ready"), active)).toEqual({
				kind: "activate",
				deploymentId: "d1",
			});
		}
	});
});

describe("the deployment hash", () => {
	const fixed = {
		$id: "render",
		name: "Render",
		execute: [],
		events: [],
		scopes: [],
		schedule: "",
		timeout: 900,
	};
	const PLAN = { ...fixed, runtime: "node-22", entrypoint: "main.js", commands: "npm ci" };
	const VARIABLES = new Map([
		["QUOTA_HOURS", "100"],
		["RENDER_SLOTS", "2"],
	]);
	const hash = deploymentHash(SHA, PLAN, VARIABLES);

	test("ignores the order of variables, and its own record", () => {
		expect(deploymentHash(SHA, PLAN, new Map([...VARIABLES].toReversed()))).toBe(hash);
		const recorded = new Map([...VARIABLES, ["DEPLOYED_ARCHIVE", formatRecord(RECORD)]]);
		expect(deploymentHash(SHA, PLAN, recorded)).toBe(hash);
	});

	test("changes with the archive, how it is built and started, and each variable", () => {
		const others = [
			deploymentHash("b".repeat(64), PLAN, VARIABLES),
			deploymentHash(SHA, { ...PLAN, runtime: "node-24" }, VARIABLES),
			deploymentHash(SHA, { ...PLAN, entrypoint: "index.js" }, VARIABLES),
			deploymentHash(SHA, { ...PLAN, commands: "" }, VARIABLES),
			deploymentHash(SHA, PLAN, new Map([...VARIABLES, ["QUOTA_HOURS", "200"]])),
		];
		expect(new Set([hash, ...others]).size).toBe(6);
	});

	test("is not changed by settings that need no new deployment", () => {
		expect(deploymentHash(SHA, { ...PLAN, timeout: 15, scopes: ["rows.read"] }, VARIABLES)).toBe(hash);
	});
});

test("a record is read as it was written; anything else is null", () => {
	const variable = { $id: "v", key: "DEPLOYED_ARCHIVE", secret: false };
	expect(readRecord([{ ...variable, value: formatRecord(RECORD) }])).toEqual(RECORD);
	expect(readRecord([])).toBe(null);
	for (const value of ["", "yes", SHA, `${SHA} `, `${SHA.toUpperCase()} d1`, `${SHA} d1 d2`]) {
		expect(readRecord([{ ...variable, value }])).toBe(null);
	}
});
