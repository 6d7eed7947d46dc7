import { isRecord } from "../../../core/json.ts";
import { type Conversation, conversationSchema } from "../conversation.ts";
import { isGroup } from "../drawn-messages.ts";
import { chooseIds } from "./cast.ts";
import { writeSource, writeValue } from "./script-text.ts";
import { SETTINGS, type Setting } from "./settings.ts";
import { writeEntry } from "./write-entry.ts";
import { createNames } from "./write-names.ts";

/** What parsing fills in, which a script leaves out. */
const DEFAULTS = conversationSchema.parse({ messages: [] });

/** A conversation as a script: reading it gives an equal conversation. */
export function writeScript(conversation: Conversation): string {
	const { messages, startWith, title, people = [] } = conversation;
	const others = people.filter(({ id }) => id !== "you").length;
	const names = createNames(conversation, isGroup(title, others));
	const settings = [...writePeople(people), ...writeSettings(conversation)];
	const entries = messages.map((entry) => writeEntry(entry, names));
	const lines = entries.flatMap((entry, index) => (index === startWith ? ["===", ...entry] : entry));
	const body = startWith === messages.length ? [...lines, "==="] : lines;
	const text = [...settings, ...(settings.length === 0 ? [] : [""]), ...body].join("\n");
	// What begins with a brace is taken for JSON.
	return `${text.startsWith("{") ? "# A script of chatreel\n" : ""}${text}\n`;
}

type People = NonNullable<Conversation["people"]>;

/** `people: Maya, Ben` when their names say all, else a line for each. */
function writePeople(people: People): readonly string[] {
	const made = chooseIds(people.map(({ name }) => ({ name, id: null })));
	const isShort = people.every(
		({ id, color, picture }, index) => id === made[index] && color === undefined && picture === undefined,
	);
	if (people.length > 0 && isShort)
		return [`people: ${people.map(({ name }) => writeValue(name, true)).join(", ")}`];
	return people.map(({ id, name, color, picture }) => {
		const parts = [writeValue(name, true), ...(color === undefined ? [] : [color])];
		const ofPicture = picture === undefined ? [] : [writeSource(picture, true)];
		return `person: ${[...parts, ...ofPicture, `id ${id}`].join(", ")}`;
	});
}

function writeSettings(conversation: Conversation): readonly string[] {
	return SETTINGS.filter(({ name }) => name !== "start with").flatMap((setting) => {
		const value = valueAt(conversation, setting.path);
		const isSame = value === undefined || value === valueAt(DEFAULTS, setting.path);
		return isSame || isBelow(value, setting) ? [] : [`${setting.name}: ${writeSetting(value, setting)}`];
	});
}

/** Whether the settings of its fields write an object. */
function isBelow(value: unknown, { kind }: Setting): boolean {
	return isRecord(value) && kind !== "source" && kind !== "ground" && Object.keys(value).length > 0;
}

function writeSetting(value: unknown, { kind }: Setting): string {
	if (typeof value === "boolean") return value ? "yes" : "no";
	if (typeof value === "number") return String(value);
	if (isRecord(value) && "top" in value) return `${value["top"]} to ${value["bottom"]}`;
	if (kind === "source" || kind === "ground") return writeSource(value);
	return isRecord(value) ? JSON.stringify(value) : writeValue(String(value));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>((here, key) => (isRecord(here) ? here[key] : undefined), value);
}
