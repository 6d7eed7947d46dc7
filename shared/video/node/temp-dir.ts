import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

type TempDirOptions = {
	/** The parent of the new directory. Default: the system's (TMPDIR, else /tmp). */
	readonly root?: string | undefined;
};

/**
 * Calls `work` with a new, empty directory that only this user can enter, and removes it with all its files before it settles,
 * whether `work` succeeded or failed. Only a killed process leaves one behind. Rejects with what `work` threw, or with the
 * system's error if `work` succeeded but the directory could not be removed.
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

/** A process that was just killed may still be adding a file: the system reports ENOTEMPTY, and the removal is repeated. */
function remove(dir: string): Promise<void> {
	return rm(dir, { recursive: true, force: true, maxRetries: 3 });
}
