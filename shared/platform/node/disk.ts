import { statfs } from "node:fs/promises";

/**
 * Bytes that this user may still write in `directory`: `bavail`, which leaves out the share reserved for root. Rejects with the
 * system's error if the directory does not exist.
 */
export async function freeDiskBytes(directory: string): Promise<number> {
	const { bavail, bsize } = await statfs(directory);
	return bavail * bsize;
}
