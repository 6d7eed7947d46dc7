// How texts and single values stand in a script, both ways.
import { isRecord } from "../../../core/json.ts";
import { parseJson } from "../json-syntax.ts";

/** A message's text: `\n` is a line break, `\\` a backslash, and one at the start makes the next character an ordinary one. */
export function unescapeText(raw: string): string {
	return raw
		.trim()
		.replace(/^\\(?=[[#"={-])/, "")
		.replace(/\\([n\\])/g, (_, escaped: string) => (escaped === "n" ? "\n" : "\\"));
}

export function escapeText(text: string): string {
	return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replace(/^\[/, "\\[");
}

/** A value of one line: as it stands, or a JSON string in its quotes. */
export function readValue(raw: string): string {
	const trimmed = raw.trim();
	if (!/^".*"$/s.test(trimmed)) return trimmed;
	const value = parseJson(trimmed);
	return typeof value === "string" ? value : trimmed;
}

/** `inList`: commas separate it from others. */
export function writeValue(text: string, inList = false): string {
	const isPlain = text === text.trim() && !/^$|^["{:]|[-=]$|[\p{Cc}\\]/u.test(text);
	return isPlain && !(inList && /[,"]|data:|^(?:#|id\s|site\s|picture\s)/i.test(text))
		? text
		: JSON.stringify(text);
}

/** A number with or without its unit; any other text stays one, so that the schema says what is allowed. */
export function readNumber(raw: string): number | string {
	const bare = /^(.*\d)\s*(?:s|sec|secs|second|seconds|px|%)$/i.exec(raw.trim())?.[1] ?? raw.trim();
	return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(bare) ? Number(bare) : readValue(raw);
}

/** Seconds as a number or as minutes and seconds: 12, 1.5 s, 0:12. */
export function readSeconds(raw: string): number | string {
	const [, minutes, seconds] = /^(\d{1,4}):(\d\d(?:\.\d+)?)$/.exec(raw.trim()) ?? [];
	return minutes === undefined ? readNumber(raw) : 60 * Number(minutes) + Number(seconds);
}

export function isSeconds(raw: string): boolean {
	return typeof readSeconds(raw) === "number";
}

export function readYesNo(raw: string): boolean | string {
	if (/^(?:yes|true|on)$/i.test(raw.trim())) return true;
	return /^(?:no|false|off)$/i.test(raw.trim()) ? false : readValue(raw);
}

/** A name of the schema: capitals and spaces are no matter. */
export function readWord(raw: string): string {
	return readValue(raw).toLowerCase().replaceAll(/\s+/g, "-");
}

/** 21:41, 9:41 and 9:41 PM. */
export function readClock(raw: string): string {
	const [, hours = "", minutes = "", half] =
		/^(\d{1,2})[:.](\d\d)\s*(?:([ap])\.?m\.?)?$/i.exec(raw.trim()) ?? [];
	const hour = Number(hours);
	if (hours === "" || (half !== undefined && (hour < 1 || hour > 12))) return readValue(raw);
	const hour24 = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
	return `${String(hour24).padStart(2, "0")}:${minutes}`;
}

const BUCKET = "bucket:";

/** A picture or sound: a path, a data URL, or `bucket:BUCKET/FILE`. A path has no colon. */
export function readSource(raw: string): unknown {
	const value = readValue(raw);
	if (!value.startsWith(BUCKET)) return value;
	const [bucketId = "", ...rest] = value.slice(BUCKET.length).split("/");
	return { bucketId, fileId: rest.join("/") };
}

export function writeSource(source: unknown, inList = false): string {
	if (isRecord(source)) return `${BUCKET}${source["bucketId"]}/${source["fileId"]}`;
	const text = String(source);
	if (text.startsWith("data:")) return text;
	// Behind an extension, a space separates files.
	return /[\]"]|\.\w+\s/.test(text) ? JSON.stringify(text) : writeValue(text, inList);
}

/** A JSON object as a value, or null. */
export function readJsonValue(raw: string): Record<string, unknown> | null {
	const value = raw.startsWith("{") ? parseJson(raw) : null;
	return isRecord(value) ? value : null;
}
