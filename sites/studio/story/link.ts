import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";

// A link holds a whole conversation behind its #, which browsers send to no server.

const VERSION = "#1.";

/** A link is somebody else's: what it unpacks to is bounded. */
const MOST_CHARACTERS = 600_000;

/** The fragment of a link, with its #. Pictures are left out: they would make it longer than any app takes. */
export async function writeLink(conversation: ConversationInput): Promise<string> {
	const json = new TextEncoder().encode(JSON.stringify(withoutPictures(conversation)));
	const packed = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
	return `${VERSION}${toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()))}`;
}

/** The JSON text in a fragment. Null: it is no link of ours, or damaged. Whether it is a conversation is not checked. */
export async function readLink(fragment: string): Promise<string | null> {
	if (!fragment.startsWith(VERSION)) return null;
	try {
		const packed = new Blob([fromBase64Url(fragment.slice(VERSION.length))]).stream();
		return await readBounded(packed.pipeThrough(new DecompressionStream("deflate-raw")));
	} catch {
		return null;
	}
}

async function readBounded(stream: ReadableStream<Uint8Array>): Promise<string | null> {
	const reader = stream.getReader();
	const decoder = new TextDecoder("utf-8", { fatal: true });
	let text = "";
	for (;;) {
		const { done, value } = await reader.read();
		text += decoder.decode(value, { stream: !done });
		if (done) return text;
		if (text.length <= MOST_CHARACTERS) continue;
		await reader.cancel();
		return null;
	}
}

function withoutPictures(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutPictures).filter((each) => !isData(each));
	if (typeof value !== "object" || value === null) return value;
	const fields = Object.entries(value).flatMap(([key, inner]) => {
		const kept = withoutPictures(inner);
		const isGone = isData(inner) || (Array.isArray(kept) && kept.length === 0 && key === "images");
		return isGone ? [] : [[key, kept] as const];
	});
	return Object.fromEntries(fields);
}

const isData = (value: unknown) => typeof value === "string" && value.startsWith("data:");

function toBase64Url(bytes: Uint8Array): string {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
}
