import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Tmpfs = {
	readonly path: string;
	/** Leaves this many kB free. */
	readonly fill: (freeKb: number) => void;
	readonly remount: (options: string) => void;
	/** In `finally`. */
	readonly end: () => void;
};

/** A small disk of its own, as root; null, and a line that says so, where this user may not mount one. */
export function mountTmpfs(path: string, options: string): Tmpfs | null {
	mkdirSync(path);
	const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path]);
	if (status !== 0) {
		console.log("Left out: no tmpfs can be mounted here.");
		rmSync(path, { recursive: true });
		return null;
	}
	return {
		path,
		fill: (freeKb) => {
			const { bavail, bsize } = statfsSync(path);
			writeFileSync(join(path, "fill"), Buffer.alloc(Math.max(0, bavail * bsize - freeKb * 1024)));
		},
		remount: (changed) => {
			spawnSync("mount", ["-o", `remount,${changed}`, path]);
		},
		end: () => {
			spawnSync("umount", ["-l", path]);
		},
	};
}
