import { quote } from "../../../core/fault.ts";
import { suggestion } from "../../../core/similar-name.ts";
import { foldName, type Named, readHead, THEM, YOU } from "./names.ts";
import type { Part } from "./places.ts";
import type { FaultWords, ScriptLine, Spot } from "./script-lines.ts";
import {
	readClock,
	readJsonValue,
	readNumber,
	readSeconds,
	readSource,
	readValue,
	readWord,
	readYesNo,
} from "./script-text.ts";
import { findSetting, type OtherSetting, SETTING_NAMES, type Setting } from "./settings.ts";
import { splitList } from "./value-list.ts";

/** Adds a fault. */
export type Refuse = (spot: Spot, words: FaultWords) => void;

/** Somebody whom the front matter names. */
export type DeclaredPerson = {
	readonly name: Named;
	readonly id: string | null;
	readonly parts: readonly Part[];
};

export type FrontMatter = {
	/** How many lines it has. */
	readonly length: number;
	readonly parts: readonly Part[];
	readonly people: readonly DeclaredPerson[];
};

const ALLOWED =
	"contact, title, people, theme, dark, time, pace, safe area and others, or an empty line before the messages";

/**
 * Reads the settings at the start of a script, up to the first empty line or the first line of a chat. A script has them when its first
 * line is a known setting, or most of its first lines are.
 */
export function readFrontMatter(lines: readonly ScriptLine[], refuse: Refuse): FrontMatter {
	const length = findLength(lines);
	const parts: (readonly Part[])[] = [];
	const people: (readonly DeclaredPerson[])[] = [];
	const firsts = new Map<string, number>();
	for (const line of lines.slice(0, length)) {
		const head = readHead(line);
		if (isComment(line) || head === null) continue;
		const { who, textOffset } = head;
		const setting = findSetting(who.name);
		const raw = line.text.slice(textOffset);
		const spot = { line, offset: textOffset + raw.length - raw.trimStart().length };
		if (setting === null) {
			const near = suggestion(who.name, SETTING_NAMES);
			refuse(who.spot, { expected: "a setting", allowed: ALLOWED, received: `${quote(who.name)}${near}` });
			continue;
		}
		const name = typeof setting === "string" ? setting : setting.name;
		const first = firsts.get(name);
		if (first !== undefined && name !== "person") {
			const words = { expected: "each setting once", allowed: `line ${first} alone` };
			refuse(who.spot, { ...words, received: `${quote(who.name)} again` });
		} else if (raw.trim() === "") {
			refuse(spot, {
				expected: `a value for ${quote(name)}`,
				allowed: "one behind the colon",
				received: "nothing",
			});
		} else if (setting === "people") people.push(readPeople(raw, spot.line, textOffset));
		else if (setting === "person") people.push([readPerson(raw, spot.line, textOffset)]);
		else parts.push(readSetting(setting, raw.trim(), spot));
		firsts.set(name, first ?? line.pieces[0]?.line ?? 1);
	}
	return { length, parts: parts.flat(), people: people.flat() };
}

export function isComment({ text }: ScriptLine): boolean {
	return text.startsWith("#");
}

/** The lines up to the first empty one, or the first that no setting can be; none when they are no settings. */
function findLength(lines: readonly ScriptLine[]): number {
	const first = lines.findIndex((line) => !isComment(line));
	if (first < 0) return 0;
	const end = lines.findIndex((line, at) => (at > first && line.isAfterGap) || !mayBeSetting(line));
	const block = lines.slice(first, end < 0 ? lines.length : end).filter((line) => !isComment(line));
	const known = block.map((line) => findSetting(readHead(line)?.who.name ?? "") !== null);
	const isFront = known[0] === true || (known.length > 1 && 2 * known.filter(Boolean).length >= known.length);
	return isFront ? first + lines.slice(first, end < 0 ? lines.length : end).length : 0;
}

function mayBeSetting(line: ScriptLine): boolean {
	if (isComment(line)) return true;
	if (/^[[{\\"]|^===|^---/.test(line.text)) return false;
	const name = foldName(readHead(line)?.who.name ?? THEM);
	return name !== THEM && !YOU.includes(name);
}

function readSetting(setting: Setting | OtherSetting, raw: string, spot: Spot): readonly Part[] {
	if (setting === "dark") {
		const isDark = readYesNo(raw);
		const mode = isDark === true ? "dark" : isDark === false ? "light" : isDark;
		return [{ path: ["theme", "mode"], value: mode, spot }];
	}
	if (setting === "size") {
		const [width = "", height = ""] = raw.split(/[x×*]/i);
		return [
			{ path: ["video", "width"], value: readNumber(width), spot },
			{ path: ["video", "height"], value: readNumber(height), spot },
		];
	}
	if (typeof setting === "string") return [];
	return [{ path: setting.path, value: readJsonValue(raw) ?? READERS[setting.kind](raw), spot }];
}

const READERS: Readonly<Record<Setting["kind"], (raw: string) => unknown>> = {
	text: readValue,
	word: readWord,
	number: readNumber,
	seconds: readSeconds,
	"yes or no": readYesNo,
	clock: readClock,
	source: readSource,
	ground: (raw) => {
		const [, top, bottom] = /^(#\w+)\s+to\s+(#\w+)$/.exec(raw) ?? [];
		return top === undefined ? readSource(raw) : { top, bottom };
	},
};

function readPeople(raw: string, line: ScriptLine, offset: number): readonly DeclaredPerson[] {
	return splitList(raw, offset).map((piece) => {
		const name = { name: readValue(piece.text), isQuoted: true, spot: { line, offset: piece.offset } };
		return { name, id: null, parts: [] };
	});
}

/** `NAME, #colour, picture, id X`: what is behind the name in any order. */
function readPerson(raw: string, line: ScriptLine, offset: number): DeclaredPerson {
	const [first = { text: "", offset }, ...rest] = splitList(raw, offset);
	let id: string | null = null;
	const parts: Part[] = [];
	for (const { text, offset: at } of rest) {
		const spot = { line, offset: at };
		const given = /^id\s+(.+)$/is.exec(text)?.[1];
		if (given !== undefined) {
			id = readValue(given);
			parts.push({ path: ["id"], value: id, spot });
		} else if (text.startsWith("#")) parts.push({ path: ["color"], value: text, spot });
		else parts.push({ path: ["picture"], value: readSource(text), spot });
	}
	const name = { name: readValue(first.text), isQuoted: true, spot: { line, offset: first.offset } };
	return { name, id, parts };
}
