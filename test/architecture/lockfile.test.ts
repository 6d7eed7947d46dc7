import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Locked = {
	readonly resolved?: string;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
	readonly engines?: { readonly node?: string };
	readonly hasInstallScript?: boolean;
	readonly os?: readonly string[];
	readonly cpu?: readonly string[];
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

test("B14: a first npm ci on Node 20 shows no warning that a newcomer cannot act upon", () => {
	// npm itself may run on Node 20; what it installs runs on the Node 22 it brings along. So the engines of a package that
	// asks for more are left out of the lockfile (by hand: a new version of it brings them back).
	const refusesNode20 = Object.entries(packages).filter(
		([path, { engines }]) => path !== "" && engines?.node !== undefined && !takesNode20(engines.node),
	);
	expect(refusesNode20.map(([path]) => path)).toEqual([]);
	// npm 11 names each package with an install script that is neither allowed nor refused.
	const { allowScripts } = JSON.parse(readFileSync("package.json", "utf8"));
	const withScripts = Object.entries(packages).filter(
		([, { hasInstallScript, os, cpu = [] }]) =>
			hasInstallScript === true &&
			(os === undefined || os.includes("linux")) &&
			(cpu.length === 0 || cpu.some((each) => each === "x64" || each === "arm64")),
	);
	const names = withScripts.map(([path]) => path.replace(/^.*node_modules\//, ""));
	expect(names).toContain("node");
	expect(names.filter((name) => !(name in allowScripts))).toEqual([]);
});

test("the Node that the code runs on comes along also without the packages for development", () => {
	expect(packages["node_modules/node"]).toMatchObject({ version: expect.stringMatching(/^22\./) });
	expect(packages["node_modules/node"]).not.toHaveProperty("dev");
});

/** Of the forms that ranges of engines have: `>=18`, `^20.19.0 || >=22`, `20 || >=22`, `*`. */
function takesNode20(range: string): boolean {
	return range.split("||").some((part) => {
		const [, operator = "", major = "0", minor = "0"] =
			/^\s*([^\d\s]*)\s*v?(\d+|\*)(?:\.(\d+))?/.exec(part) ?? [];
		if (major === "*") return true;
		const isReached = Number(major) < 20 || (Number(major) === 20 && Number(minor) <= 20);
		return operator.startsWith(">") ? isReached : Number(major) === 20 && isReached;
	});
}
