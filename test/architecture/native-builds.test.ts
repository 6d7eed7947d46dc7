import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { describe, expect, test } from "vitest";

const readelf = (...args: readonly string[]) => spawnSync("readelf", args, { encoding: "utf8" });
const hasReadelf = readelf("--version").status === 0;

const MACHINES = { x64: "Advanced Micro Devices X86-64", arm64: "AArch64" };
/** glibc's own parts, and libgcc_s, which each distribution with glibc has. */
const GLIBC = /^(ld-linux-[\w-]+|libc|libdl|libgcc_s|libm|libpthread|librt)\.so\.\d+$/;
/** musl is one library. */
const MUSL = /^libc\.so$/;

/** What npm has installed on this system; docs/architecture.md says what the builds for the others need. */
const builds = {
	canvas: globSync("node_modules/@napi-rs/canvas-linux-*/*.node"),
	ffmpeg: globSync("node_modules/@ffmpeg-installer/linux-*/ffmpeg"),
};

function machineOf(file: string): string | undefined {
	return /Machine:\s+(.+)/.exec(readelf("-h", file).stdout)?.[1];
}

function neededBy(file: string): readonly string[] {
	return [...readelf("-d", file).stdout.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, library = ""]) => library);
}

const expectedMachine = (file: string) => (file.includes("arm64") ? MACHINES.arm64 : MACHINES.x64);

describe.skipIf(!hasReadelf)("of the installed builds (needs readelf, of the package binutils)", () => {
	test("there is one of each", () => {
		expect(builds.canvas.length).toBeGreaterThan(0);
		expect(builds.ffmpeg).toHaveLength(1);
	});

	test.each(builds.canvas)("%s needs the C library that its name says, and no other", (file) => {
		expect(machineOf(file)).toBe(expectedMachine(file));
		const libraries = neededBy(file);
		const allowed = file.includes("musl") ? MUSL : GLIBC;
		expect(libraries.length).toBeGreaterThan(0);
		expect(libraries.filter((library) => !allowed.test(library))).toEqual([]);
	});

	test.each(builds.ffmpeg)("%s needs none", (file) => {
		expect(machineOf(file)).toBe(expectedMachine(file));
		expect(neededBy(file)).toEqual([]);
		expect(readelf("-d", file).stdout).toContain("no dynamic section");
	});
});
