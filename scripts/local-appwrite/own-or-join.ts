import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Release, takeLock } from "./lock.ts";
import { type LocalAppwrite, type LocalAppwriteOptions, startLocalAppwrite } from "./server.ts";
import { readServerFile, removeServerFile, type ServerFile, writeServerFile } from "./server-file.ts";

/** A server that this process has on a data folder: its own, or another's that it has joined. */
export type OpenServer = {
	readonly endpoint: string;
	readonly projectId: string;
	readonly apiKey: string;
	/** Each function's own address. */
	readonly domains: Readonly<Record<string, string>>;
	/** Null when it is another process's. */
	readonly own: LocalAppwrite | null;
	/** Leaves it. One's own is stopped once no other process uses it any more, or at once with `now`. */
	readonly close: (options?: { readonly now?: boolean }) => Promise<void>;
};

const RETRY_MS = 50;
const GIVE_UP_MS = 30_000;

/** Starts the one server of a data folder. Null when another process runs one there. */
export async function ownServer(options: LocalAppwriteOptions): Promise<OpenServer | null> {
	const { dataDir } = options;
	const release = takeLock(join(dataDir, "server.lock"), "exclusive");
	if (release === null) return null;
	let own: LocalAppwrite | null = null;
	try {
		const started = await startLocalAppwrite(options);
		own = started;
		const { endpoint, projectId, apiKey, domains } = started;
		const address = { endpoint, projectId, apiKey, domains };
		writeServerFile(dataDir, { pid: process.pid, ...address });
		const close: OpenServer["close"] = async ({ now = false } = {}) => {
			let shut: Release | null = null;
			try {
				if (!now) shut = await withoutGuests(dataDir);
				removeServerFile(dataDir);
			} finally {
				// Also when the disk is full, so that not even a lock can be taken.
				await started.stop();
				release();
				shut?.();
			}
		};
		return { ...address, own: started, close };
	} catch (error) {
		await own?.stop();
		removeServerFile(dataDir);
		release();
		throw error;
	}
}

/**
 * Joins the server that runs on the data folder, or starts one in this process, which others may then join. When
 * several begin at once, one starts it.
 */
export async function ownOrJoin(options: LocalAppwriteOptions): Promise<OpenServer> {
	const { dataDir } = options;
	const giveUpAt = performance.now() + GIVE_UP_MS;
	while (performance.now() < giveUpAt) {
		const opened = (await joinServer(dataDir)) ?? (await ownServer(options));
		if (opened !== null) return opened;
		await sleep(RETRY_MS);
	}
	throw new Error(`Another process holds ${dataDir}, but no Appwrite answers there.`);
}

/** As a guest, for whom the owner waits before it stops. */
async function joinServer(dataDir: string): Promise<OpenServer | null> {
	const leave = takeLock(guestLock(dataDir), "shared");
	if (leave === null) return null;
	const file = readServerFile(dataDir);
	if (file === null || !(await answers(file))) {
		leave();
		return null;
	}
	const { pid: _pid, ...address } = file;
	return { ...address, own: null, close: async () => leave() };
}

async function withoutGuests(dataDir: string): Promise<Release> {
	for (;;) {
		const shut = takeLock(guestLock(dataDir), "exclusive");
		if (shut !== null) return shut;
		await sleep(RETRY_MS);
	}
}

const guestLock = (dataDir: string) => join(dataDir, "guests.lock");

async function answers({ endpoint, projectId, apiKey }: ServerFile): Promise<boolean> {
	const headers = { "x-appwrite-project": projectId, "x-appwrite-key": apiKey };
	const response = await fetch(`${endpoint}/tablesdb`, { headers }).catch(() => null);
	await response?.arrayBuffer();
	return response?.ok ?? false;
}
