import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUNDLES } from "../../scripts/build/bundles.ts";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { RELEASE } from "../../shared/app/release.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { ask, SHORT, signUp } from "../helpers/client-calls.ts";

const ROOT = join(import.meta.dirname, "../..");
const DIST = join(ROOT, "dist");
const read = (...path: string[]) => readFileSync(join(DIST, ...path), "utf8");

/** A source tarball may have 30 MB on Appwrite; the fonts are compressed already. */
const MAX_BYTES = 30_000_000;

describe.each(BUNDLES)("the bundle of $name", ({ name, packages }) => {
	test("fits into what can be deployed", () => {
		const files = readdirSync(join(DIST, name), { recursive: true, withFileTypes: true });
		const sizes = files
			.filter((file) => file.isFile())
			.map((file) => statSync(join(file.parentPath, file.name)).size);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_BYTES);
	});

	test("pins the packages it needs, and no others, to this repository's versions", () => {
		const { dependencies } = JSON.parse(read(name, "package.json"));
		const root = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).dependencies;
		expect(dependencies).toEqual(Object.fromEntries(packages.map((each) => [each, root[each]])));
		const lock = read(name, "package-lock.json");
		expect(lock).not.toContain("resolved");
		const ours = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
		const { "": _root, ...locked } = JSON.parse(lock).packages;
		for (const [path, entry] of Object.entries(locked)) expect(entry).toEqual(ours[path]);
	});

	test("is an ES module whose default is a function, without a top-level await", () => {
		const script = `const loaded = require(${JSON.stringify(join(DIST, name, "main.js"))}); process.stdout.write(typeof loaded.default)`;
		const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
		expect([stdout, stderr]).toEqual(["function", ""]);
	});

	test("names no path of the machine it was built on", () => {
		expect(read(name, "main.js")).not.toContain(ROOT);
	});
});

test.each(["quota-report", "health-cron"])("%s carries neither canvas nor ffmpeg", (name) => {
	expect(read("render", "main.js")).toMatch(/@napi-rs\/canvas/);
	expect(read(name, "main.js")).not.toMatch(/@napi-rs|ffmpeg-installer|fluent-ffmpeg|fontsource/);
	expect(readdirSync(join(DIST, name)).toSorted()).toEqual(["main.js", "package-lock.json", "package.json"]);
});

test("reports name the version of package.json", () => {
	const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
	expect(RELEASE).toBe(version);
});

test("render's lockfile has canvas and ffmpeg for musl and glibc, x64 and arm64", () => {
	const paths = Object.keys(JSON.parse(read("render", "package-lock.json")).packages);
	for (const system of ["linux-x64-musl", "linux-arm64-musl", "linux-x64-gnu", "linux-arm64-gnu"]) {
		expect(paths).toContain(`node_modules/@napi-rs/canvas-${system}`);
	}
	for (const system of ["linux-x64", "linux-arm64"]) {
		expect(paths).toContain(`node_modules/@ffmpeg-installer/${system}`);
	}
});

describe("deployed far from this repository, with npm ci alone", () => {
	let dir: string;
	let server: BundleServer;
	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), "deployed-"));
		const source = readFileSync(join(ROOT, "appwrite.json"), "utf8");
		for (const { path, commands } of JSON.parse(source).functions) {
			cpSync(join(ROOT, path), join(dir, path), { recursive: true });
			if (commands === "") continue;
			const { status, stderr } = spawnSync("sh", ["-c", commands], {
				cwd: join(dir, path),
				encoding: "utf8",
				// What was downloaded once is there without a network.
				env: { ...process.env, npm_config_prefer_offline: "true" },
			});
			expect([status, stderr]).toMatchObject([0, expect.any(String)]);
		}
		const roomy = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
		const variables = { ...roomy, SERVICE_KEY: "a service key of this test" };
		server = await startBundleServer({ config: parseConfig(source, dir), variables });
	});
	afterAll(async () => {
		await server.end();
		rmSync(dir, { recursive: true });
	});

	test("render draws emoji and Japanese with the fonts it brought along", async () => {
		const maya = await signUp(server);
		const conversation = { ...SHORT, messages: [{ sender: "you", text: "おはよう 😄👪", timestamp: 0.2 }] };
		const { status, body } = await ask(maya.client, { body: conversation });
		expect([status, body.warnings]).toEqual([200, []]);
		const health = await ask(maya.client, { method: "GET", path: "/health" });
		expect([health.status, health.body.status]).toEqual([200, "pass"]);
	});

	test("quota-report tells what the month has used, health-cron finds all well", async () => {
		const maya = await signUp(server);
		const report = await ask(maya.client, { method: "GET", functionId: "quota-report" });
		expect(report.body).toMatchObject({
			status: "OK",
			scope: "user",
			limitHours: 50,
			usedHours: 0,
			jobs: [],
		});
		const page = await fetch(String(server.domains["quota-report"]), { headers: { accept: "text/html" } });
		expect([page.status, await page.text()]).toEqual([401, expect.stringContaining("needs a link")]);
		const health = await ask(server.admin, { functionId: "health-cron" });
		expect([health.status, health.body.status]).toEqual([200, "pass"]);
	});
});
