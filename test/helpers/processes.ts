import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Processes whose working directory is in a folder, or whose command line names it, by Linux's own list. */
export function childrenIn(folder: string): string[] {
	return readdirSync("/proc").filter((name) => {
		if (!/^\d+$/.test(name)) return false;
		try {
			return (
				readlinkSync(`/proc/${name}/cwd`).startsWith(folder) ||
				readFileSync(`/proc/${name}/cmdline`, "latin1").includes(folder)
			);
		} catch {
			// It ended in between, or is not ours to look at.
			return false;
		}
	});
}
