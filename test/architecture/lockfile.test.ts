import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Locked = {
	readonly resolved?: string;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
};
const packages: Readonly<Record<string, Locked>> = JSON.parse(
	readFileSync("package-lock.json", "utf8"),
).packages;

test("the lockfile holds the builds of canvas for both C libraries and both processors", () => {
	const builds = ["x64-gnu", "x64-musl", "arm64-gnu", "arm64-musl"];
	const missing = builds.filter((build) => !(`node_modules/@napi-rs/canvas-linux-${build}` in packages));
	expect(missing).toEqual([]);
});

test("the lockfile holds ffmpeg for both processors, which needs no C library", () => {
	const builds = ["x64", "arm64"];
	expect(builds.filter((build) => !(`node_modules/@ffmpeg-installer/linux-${build}` in packages))).toEqual(
		[],
	);
});

test("the lockfile holds every optional package, without which npm ci refuses it", () => {
	const wanted = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
		Object.keys(optionalDependencies).map((name) => ({ path, name })),
	);
	const missing = wanted.filter(
		({ path, name }) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
	);
	expect(wanted.length).toBeGreaterThan(20);
	expect(missing).toEqual([]);
});

test("the lockfile names no host, so that it installs from any registry", () => {
	expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
