import { type Path, toPointer } from "../../../core/fault.ts";
import type { Conversation } from "../conversation.ts";
import { COLOUR } from "../fields.ts";

/** Where a picture comes from: a data URL, a path beside the conversation, or a file in a bucket. */
export type PictureSource = NonNullable<Conversation["contact"]["picture"]>;

/** A picture at its place in a conversation. */
export type PlacedPicture = {
	/** The JSON pointer of its place, by which layout and paint know it. */
	readonly name: string;
	readonly path: Path;
	readonly source: PictureSource;
};

/** All pictures of a conversation, in the order of its fields. */
export function listPictures(conversation: Conversation): readonly PlacedPicture[] {
	const { contact, people = [], theme, video, messages } = conversation;
	return [
		...place(["contact", "picture"], contact.picture),
		...people.flatMap(({ picture }, index) => place(["people", index, "picture"], picture)),
		...place(["theme", "wallpaper"], theme.wallpaper),
		...place(["video", "background"], video.background),
		...messages.flatMap(ofMessage),
	];
}

function ofMessage(entry: Conversation["messages"][number], index: number): readonly PlacedPicture[] {
	const path: Path = ["messages", index];
	const images = "images" in entry ? (entry.images ?? []) : [];
	const link = "link" in entry ? entry.link : undefined;
	return [
		...images.flatMap((image, at) => place([...path, "images", at], image)),
		...place([...path, "link", "picture"], link?.picture),
	];
}

type Value = Conversation["theme"]["wallpaper"] | Conversation["video"]["background"];

function place(path: Path, value: Value): readonly PlacedPicture[] {
	if (value === undefined || (typeof value === "object" && "top" in value)) return [];
	const isColour = typeof value === "string" && (COLOUR.test(value) || value === "transparent");
	return isColour ? [] : [{ name: toPointer(path), path, source: value }];
}
