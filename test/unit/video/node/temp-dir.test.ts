import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freeDiskBytes } from "../../../../shared/platform/node/disk.ts";
import { withTempDir } from "../../../../shared/video/node/temp-dir.ts";

let root: string;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), "chatreel-test-"));
});
afterEach(async () => {
	await rm(root, { recursive: true, force: true });
});

async function fill(dir: string): Promise<void> {
	await mkdir(join(dir, "deep/er"), { recursive: true });
	await writeFile(join(dir, "deep/er/file"), "x");
}

describe("a temporary directory", () => {
	test("is there and private while the work goes on, and gone with all in it after", async () => {
		const seen = await withTempDir(
			async (dir) => {
				await fill(dir);
				return { names: await readdir(root), mode: (await stat(dir)).mode & 0o777 };
			},
			{ root },
		);
		expect(seen).toEqual({ names: [expect.stringMatching(/^chatreel-.{6}$/)], mode: 0o700 });
		expect(await readdir(root)).toEqual([]);
	});

	test("is gone after a failure, which passes as it is", async () => {
		const failure = new Error("no");
		const work = async (dir: string) => {
			await fill(dir);
			throw failure;
		};
		await expect(withTempDir(work, { root })).rejects.toBe(failure);
		expect(await readdir(root)).toEqual([]);
	});

	test("is gone also where the work throws before it gives a promise", async () => {
		const failure = new Error("at once");
		const work = () => {
			throw failure;
		};
		await expect(withTempDir(work, { root })).rejects.toBe(failure);
		expect(await readdir(root)).toEqual([]);
	});

	test("may be removed by the work itself", async () => {
		expect(await withTempDir((dir) => rm(dir, { recursive: true }).then(() => "done"), { root })).toBe(
			"done",
		);
	});

	test("is one for each of two that work at once", async () => {
		let letBothGo = () => {};
		const bothAreThere = new Promise<void>((resolve) => {
			letBothGo = resolve;
		});
		const dirs: string[] = [];
		const work = async (dir: string) => {
			if (dirs.push(dir) === 2) letBothGo();
			await bothAreThere;
			return dir;
		};
		const [one, two] = await Promise.all([withTempDir(work, { root }), withTempDir(work, { root })]);
		expect(one).not.toBe(two);
		expect(await readdir(root)).toEqual([]);
	});

	test("is in the system's place unless another is named", async () => {
		expect(await withTempDir(async (dir) => dir)).toMatch(new RegExp(`^${tmpdir()}/chatreel-`));
	});

	test("cannot be made where its root is not there", async () => {
		const isNotThere = join(root, "none");
		await expect(withTempDir(async () => {}, { root: isNotThere })).rejects.toMatchObject({ code: "ENOENT" });
	});
});

describe("free disk space", () => {
	test("is what the system says of a directory", async () => {
		expect(await freeDiskBytes(root)).toBeGreaterThan(0);
	});

	test("cannot be told of a directory that is not there", async () => {
		await expect(freeDiskBytes(join(root, "none"))).rejects.toMatchObject({ code: "ENOENT" });
	});
});
