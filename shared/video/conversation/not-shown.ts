import { formatPath, type Path, toPointer } from "../../core/fault.ts";
import { isRecord } from "../../core/json.ts";
import type { Conversation } from "./conversation.ts";
import type { Warning } from "./warning.ts";

/** True: shown, whatever the value. A list: these values are what the video is anyway. A table: of the fields inside. */
type Shown = true | readonly unknown[] | { readonly [field: string]: Shown };

const MESSAGE: Shown = {
	...{ sender: true, from: true, id: true, text: true, images: true, timestamp: true },
	...{ replyTo: true, voice: true, link: true, typed: true, pause: true, time: true, receipt: true },
	...{ reactions: true, edited: true, deleted: true },
	// The only fields of other entries.
	...{ system: true, date: true, typing: true, status: true },
};

const SHOWN: { readonly [field: string]: Shown } = {
	$schema: true,
	title: true,
	contact: { name: true, status: true, color: true, picture: true },
	device: true,
	locale: true,
	people: { id: true, name: true, color: true, picture: true },
	theme: { name: true, mode: true, accent: true, wallpaper: true, emoji: true, smartQuotes: true },
	video: {
		...{ width: true, height: true, fps: true, crf: true, preset: true, durationSeconds: true },
		...{ format: ["mp4"], frame: true, safeArea: true, background: true, poster: true, editList: [true] },
	},
	pace: true,
	startWith: true,
	keyboard: true,
	sound: { messages: true, keys: true, volume: true },
	messages: MESSAGE,
};

/** One NOT_SHOWN_YET for each field that is set and not drawn yet, however often it is. */
export function findNotShown(conversation: Conversation): readonly Warning[] {
	const found = new Map<string, { readonly first: Path; count: number }>();
	visit(conversation, SHOWN, [], (path) => {
		const field = path.filter((key) => typeof key === "string").join(".");
		const before = found.get(field);
		if (before === undefined) found.set(field, { first: path, count: 1 });
		else before.count += 1;
	});
	return [...found.values()].map(({ first, count }) => {
		const more = count === 1 ? "" : `, and ${count - 1} more like it`;
		const message = `${formatPath(first)}${more}: not shown yet. The video is made without it.`;
		return { code: "NOT_SHOWN_YET", message, pointer: toPointer(first) };
	});
}

function visit(value: unknown, shown: Shown | undefined, path: Path, note: (path: Path) => void): void {
	const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
	if (shown === true || isEmpty) return;
	if (shown === undefined || isList(shown)) {
		if (!shown?.includes(value)) note(path);
	} else if (Array.isArray(value)) {
		for (const [index, entry] of value.entries()) visit(entry, shown, [...path, index], note);
	} else if (isRecord(value)) {
		for (const [key, inner] of Object.entries(value)) visit(inner, shown[key], [...path, key], note);
	}
}

function isList(shown: Shown): shown is readonly unknown[] {
	return Array.isArray(shown);
}
