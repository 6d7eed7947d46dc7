import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type TempDirOptions = {
	/** An existing directory in which the new one is made. Default: the system's (TMPDIR, else /tmp). */
	readonly root?: string | undefined;
};

/**
 * Gives `work` a new, empty directory of its own that only this user can enter, and removes it with all that is in it
 * before it settles, whether `work` succeeded or failed. Only a process that is killed leaves one behind. Rejects with
 * what `work` threw; where `work` succeeded but the directory could not be removed, with the system's error.
 */
export async function withTempDir<Result>(
	work: (dir: string) => Promise<Result>,
	{ root = tmpdir() }: TempDirOptions = {},
): Promise<Result> {
	const dir = await mkdtemp(join(root, "chatreel-"));
	let failure: { readonly thrown: unknown } | undefined;
	try {
		return await work(dir);
	} catch (thrown) {
		failure = { thrown };
		throw thrown;
	} finally {
		await remove(dir).catch((error: unknown) => {
			if (failure === undefined) throw error;
		});
	}
}

/** A process that was just killed may still be adding a file: then the system says ENOTEMPTY, and it is tried again. */
function remove(dir: string): Promise<void> {
	return rm(dir, { recursive: true, force: true, maxRetries: 3 });
}
