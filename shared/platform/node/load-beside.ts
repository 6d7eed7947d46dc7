// Reads pictures for a command. The threat: a conversation from somebody else whose paths lead to other files of this machine, which
// would then be seen in a video. So a path is resolved, links included, and must end inside the conversation's folder; only regular
// files are opened, and no more is read than is allowed. Not covered: a file that is exchanged while it is read, by a user of this machine.

import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { ChatreelError } from "../../core/errors.ts";
import type { LoadPicture } from "../../video/conversation/pictures/read-pictures.ts";

/** Reads pictures by their paths in a folder. Refuses what is outside, and files in buckets. */
export function loadBeside(folder: string): LoadPicture {
	return async (source, { mostBytes }) => {
		if (typeof source !== "string")
			throw refusal("commands read only files beside the conversation; download it, and write its path");
		const root = await realpath(folder);
		const path = await realpath(resolve(root, source));
		const inside = relative(root, path);
		if (inside === ".." || inside.startsWith(`..${sep}`) || resolve(root, inside) !== path)
			throw refusal("it leads out of the conversation's folder");
		return readRegular(path, mostBytes);
	};
}

/** The file at a path, or its first byte too many. */
async function readRegular(path: string, mostBytes: number): Promise<Uint8Array> {
	// To open a pipe would wait until somebody writes.
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const status = await file.stat();
		if (!status.isFile()) throw refusal(status.isDirectory() ? "it is a folder" : "it is no regular file");
		const bytes = Buffer.alloc(Math.min(status.size, mostBytes + 1));
		let length = 0;
		while (length < bytes.length) {
			const { bytesRead } = await file.read(bytes, length, bytes.length - length);
			if (bytesRead === 0) break;
			length += bytesRead;
		}
		return bytes.subarray(0, length);
	} finally {
		await file.close();
	}
}

function refusal(reason: string): ChatreelError {
	return new ChatreelError("FORBIDDEN", reason);
}
