import { describePermanentError, isKind } from "../../shared/core/errors.ts";
import { createFault, type Fault, type Path, quote } from "../../shared/core/fault.ts";
import { loadBeside } from "../../shared/platform/node/load-beside.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { LIMITS } from "../../shared/video/conversation/limits.ts";
import { checkConversation } from "../../shared/video/conversation/parse.ts";
import { listPictures } from "../../shared/video/conversation/pictures/list-pictures.ts";
import { readPictureHeader } from "../../shared/video/conversation/pictures/picture-header.ts";
import type { TextFault } from "../../shared/video/conversation/text-rules.ts";
import type { BatchItem } from "./read-items.ts";

/**
 * Puts pictures that are files beside their conversation into it, as data URLs, because the function reads no paths. Refuses the jobs
 * whose pictures cannot be taken or are too large to be sent.
 */
export async function embedPictures(
	items: readonly BatchItem[],
	maxMessages: number,
): Promise<readonly BatchItem[]> {
	const embedded: BatchItem[] = [];
	for (const item of items) {
		const { conversation, picturesDir } = item;
		const changes = conversation === null ? {} : await embed(conversation, picturesDir, maxMessages);
		embedded.push({ ...item, ...changes });
	}
	return embedded;
}

async function embed(
	conversation: Conversation,
	picturesDir: string,
	maxMessages: number,
): Promise<Pick<BatchItem, "conversation" | "faults">> {
	let value: unknown = conversation;
	const faults: Fault[] = [];
	const read = new Map<string, Promise<string | TextFault>>();
	for (const { path, source } of listPictures(conversation)) {
		if (typeof source !== "string" || source.startsWith("data:")) continue;
		const reading = read.get(source) ?? readAsDataUrl(source, picturesDir);
		read.set(source, reading);
		const picture = await reading;
		if (typeof picture === "string") value = replaceAt(value, path, picture);
		else faults.push(createFault(path, { expected: "a picture", ...picture }));
	}
	if (read.size === 0) return { conversation, faults: [] };
	// All of them together may be too much.
	const checked =
		faults.length > 0 ? { ok: false as const, faults } : checkConversation(value, { maxMessages });
	return checked.ok
		? { conversation: checked.conversation, faults: [] }
		: { conversation: null, faults: checked.faults.map(({ message }) => message) };
}

/** What base64 makes a data URL of the allowed length, less its beginning. */
const MOST_BYTES = Math.floor(((LIMITS.dataUrl.bytes - 30) / 4) * 3);

async function readAsDataUrl(source: string, picturesDir: string): Promise<string | TextFault> {
	try {
		const bytes = await loadBeside(picturesDir)(source, { mostBytes: MOST_BYTES });
		if (bytes.length > MOST_BYTES) {
			const allowed = `a file of at most ${MOST_BYTES} bytes: put a larger one into a bucket, and name it {"bucketId", "fileId"}`;
			return { allowed, received: `${quote(source)}, which has more` };
		}
		const read = readPictureHeader(bytes);
		if (!read.ok) return read.fault;
		return `data:image/${read.header.kind};base64,${Buffer.from(bytes).toString("base64")}`;
	} catch (thrown) {
		const reason = isKind(thrown, "FORBIDDEN") ? thrown.message : describePermanentError(thrown);
		if (reason === null) throw thrown;
		return { allowed: "a file that can be read", received: `${quote(source)}: ${reason}` };
	}
}

/** A copy of a value with another one at a path, which exists. */
function replaceAt(value: unknown, path: Path, replacement: string): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return replacement;
	if (Array.isArray(value))
		return value.map((each, index) => (index === key ? replaceAt(each, rest, replacement) : each));
	const entries = Object.entries(Object(value));
	return Object.fromEntries(
		entries.map(([name, each]) => [name, name === key ? replaceAt(each, rest, replacement) : each]),
	);
}
