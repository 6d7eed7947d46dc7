import { statfs } from "node:fs/promises";

/**
 * Bytes that this user may still write where `directory` lies: `bavail`, without the share that is kept for root.
 * Rejects with the system's error where there is no such directory.
 */
export async function freeDiskBytes(directory: string): Promise<number> {
	const { bavail, bsize } = await statfs(directory);
	return bavail * bsize;
}
