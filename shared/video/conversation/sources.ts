import * as z from "zod";
import { describe, quote } from "../../core/fault.ts";
import { suggestion } from "../../core/similar-name.ts";
import { COLOUR, colour, field, refuse } from "./fields.ts";
import { kinds } from "./kinds.ts";
import { LIMITS } from "./limits.ts";
import { decodeBase64 } from "./pictures/base64.ts";
import { readPictureHeader } from "./pictures/picture-header.ts";
import type { TextFault } from "./text-rules.ts";

/** What a picture or a sound may be: its MIME types (RFC 2046) by subtype, and the names of its files. */
type Medium = {
	readonly type: "image" | "audio";
	readonly subtypes: readonly string[];
	readonly extensions: readonly string[];
};

const IMAGE: Medium = {
	type: "image",
	subtypes: ["png", "jpeg", "webp"],
	extensions: ["png", "jpg", "jpeg", "webp"],
};
const AUDIO: Medium = {
	type: "audio",
	subtypes: ["mpeg", "mp4", "aac", "wav", "x-wav", "ogg", "webm", "flac"],
	extensions: ["mp3", "m4a", "aac", "wav", "ogg", "opus", "webm", "flac"],
};

/** Appwrite's ids. */
const appwriteId = z
	.string()
	.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/)
	.meta({ allowed: "an id of Appwrite" });

const bucketFile = z.strictObject({
	bucketId: field(appwriteId, "a bucket", "The bucket that the file is in.", "pictures"),
	fileId: field(
		appwriteId,
		"a file",
		"The file's id. Whoever asks for the video must be allowed to read it.",
		"photo-1",
	),
});

const wordsOf = ({ type, subtypes, extensions }: Medium) =>
	`a data URL (data:${type}/${subtypes[0]};base64,…), the path of a file beside the conversation (${extensions.map((name) => `.${name}`).join(", ")}), or {"bucketId", "fileId"}`;

/** Files are not read here, and of a picture in a data URL only the header is. */
function createSource(medium: Medium) {
	const address = z
		.string()
		.superRefine((raw, context) => refuse(context, findFaults(raw, medium)))
		.meta({ pattern: patternOf(medium) });
	return kinds([address, bucketFile]).meta({ allowed: wordsOf(medium) });
}

export const picture = createSource(IMAGE).meta({ id: "picture" });
export const audio = createSource(AUDIO).meta({ id: "audio" });

const gradient = z.strictObject({
	top: field(colour, "a colour", "The colour at the top.", "#f4efe6"),
	bottom: field(colour, "a colour", "The colour at the bottom.", "#d9e4f2"),
});

/** A colour, a name of `words`, or a picture. */
const colourOrPicture = (words: readonly string[]) =>
	z
		.string()
		.superRefine((raw, context) => {
			if (!COLOUR.test(raw) && !words.includes(raw)) refuse(context, groundFaults(raw, words));
		})
		.overwrite((raw) => (COLOUR.test(raw) ? raw.toLowerCase() : raw))
		.meta({ pattern: [COLOUR.source, ...words.map((word) => `^${word}$`), patternOf(IMAGE)].join("|") });

export const wallpaper = kinds([colourOrPicture([]), gradient, bucketFile]).meta({
	allowed: `#rrggbb, {"top", "bottom"}, ${wordsOf(IMAGE)}`,
});

export const background = kinds([colourOrPicture(["transparent"]), bucketFile]).meta({
	allowed: `#rrggbb, "transparent", ${wordsOf(IMAGE)}`,
});

/** What begins with # is meant as a colour, and what has neither a dot nor a colon is no picture: the field's own words. */
function groundFaults(raw: string, words: readonly string[]): readonly Partial<TextFault>[] {
	const isAddress = !raw.startsWith("#") && /[.:/]/.test(raw);
	return isAddress ? findFaults(raw, IMAGE) : [{ received: `${describe(raw)}${suggestion(raw, words)}` }];
}

/** A pattern of the same shapes for the JSON Schema. The checks below say more about what is wrong. */
function patternOf({ type, subtypes, extensions }: Medium): string {
	const names = [...extensions, ...extensions.map((name) => name.toUpperCase())].join("|");
	return `^data:${type}/(?:${subtypes.join("|")});base64,[A-Za-z0-9+/]|^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))[^:\\\\]+\\.(?:${names})$`;
}

function findFaults(raw: string, medium: Medium): readonly Partial<TextFault>[] {
	if (raw.startsWith("data:")) return dataFaults(raw, medium);
	const received = describe(raw);
	if (/^[a-z][a-z0-9+.-]+:/i.test(raw) || raw.startsWith("//"))
		return [{ allowed: `${wordsOf(medium)}; nothing is fetched from an address`, received }];
	if (/^[/\\]|^[a-z]:|\\|(^|\/)\.\.(\/|$)|:|\p{Cc}|\p{Cs}/iu.test(raw))
		return [{ allowed: 'a path in the folder of the conversation, with "/" between folders', received }];
	if (raw.length > LIMITS.pathCharacters)
		return [
			{
				allowed: `a path of at most ${LIMITS.pathCharacters} characters`,
				received: `${raw.length} characters`,
			},
		];
	const extension = /[^/]\.([^./]+)$/.exec(raw)?.[1];
	const isNamed = medium.extensions.some((name) => extension === name || extension === name.toUpperCase());
	return isNamed ? [] : [{}];
}

function dataFaults(raw: string, { type, subtypes }: Medium): readonly TextFault[] {
	const { bytes } = LIMITS.dataUrl;
	if (raw.length > bytes)
		return [{ allowed: `a data URL of at most ${bytes} bytes`, received: `${raw.length} bytes` }];
	const comma = raw.indexOf(",");
	const head = raw.slice("data:".length, comma);
	const allowed = subtypes.map((name) => `${type}/${name};base64`);
	if (comma < 0 || !allowed.includes(head))
		return [{ allowed: `a data URL of ${allowed.join(", ")}`, received: describe(raw) }];
	const data = raw.slice(comma + 1);
	if (data.length === 0 || data.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data))
		return [{ allowed: "a data URL of base64 (RFC 4648, with its padding)", received: describe(raw) }];
	return type === "image" ? pictureFaults(head, decodeBase64(data)) : [];
}

function pictureFaults(head: string, bytes: Uint8Array): readonly TextFault[] {
	const read = readPictureHeader(bytes);
	if (!read.ok) return [read.fault];
	const { kind } = read.header;
	const allowed = `image/${kind};base64`;
	return head === allowed
		? []
		: [{ allowed: `data:${allowed},… for these bytes`, received: quote(`data:${head},…`) }];
}
