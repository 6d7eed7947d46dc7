/** How the value of a setting is written. */
type Kind = "text" | "word" | "number" | "seconds" | "yes or no" | "clock" | "source" | "ground";

/** A setting of a script's front matter: its name, and its place in the conversation. */
export type Setting = { readonly name: string; readonly path: readonly string[]; readonly kind: Kind };

/** In the order in which a script is written. Spaces, hyphens and capitals in a name are no matter: `findSetting`. */
export const SETTINGS: readonly Setting[] = [
	{ name: "schema", path: ["$schema"], kind: "text" },
	{ name: "title", path: ["title"], kind: "text" },
	{ name: "contact", path: ["contact", "name"], kind: "text" },
	{ name: "contact color", path: ["contact", "color"], kind: "text" },
	{ name: "contact picture", path: ["contact", "picture"], kind: "source" },
	{ name: "status", path: ["contact", "status"], kind: "text" },
	{ name: "theme", path: ["theme", "name"], kind: "word" },
	{ name: "mode", path: ["theme", "mode"], kind: "word" },
	{ name: "accent", path: ["theme", "accent"], kind: "text" },
	{ name: "wallpaper", path: ["theme", "wallpaper"], kind: "ground" },
	{ name: "emoji", path: ["theme", "emoji"], kind: "word" },
	{ name: "smart quotes", path: ["theme", "smartQuotes"], kind: "yes or no" },
	{ name: "time", path: ["device", "time"], kind: "clock" },
	{ name: "date", path: ["device", "date"], kind: "text" },
	{ name: "battery", path: ["device", "battery"], kind: "number" },
	{ name: "network", path: ["device", "network"], kind: "word" },
	{ name: "carrier", path: ["device", "carrier"], kind: "text" },
	{ name: "12 hours", path: ["device", "hour12"], kind: "yes or no" },
	{ name: "locale", path: ["locale"], kind: "text" },
	{ name: "pace", path: ["pace"], kind: "number" },
	{ name: "keyboard", path: ["keyboard"], kind: "word" },
	{ name: "start with", path: ["startWith"], kind: "number" },
	{ name: "width", path: ["video", "width"], kind: "number" },
	{ name: "height", path: ["video", "height"], kind: "number" },
	{ name: "fps", path: ["video", "fps"], kind: "number" },
	{ name: "crf", path: ["video", "crf"], kind: "number" },
	{ name: "preset", path: ["video", "preset"], kind: "word" },
	{ name: "duration", path: ["video", "durationSeconds"], kind: "seconds" },
	{ name: "format", path: ["video", "format"], kind: "word" },
	{ name: "frame", path: ["video", "frame"], kind: "word" },
	{ name: "background", path: ["video", "background"], kind: "source" },
	{ name: "safe area", path: ["video", "safeArea"], kind: "word" },
	{ name: "poster", path: ["video", "poster"], kind: "seconds" },
	{ name: "edit list", path: ["video", "editList"], kind: "yes or no" },
	{ name: "sound", path: ["sound"], kind: "yes or no" },
	{ name: "message sounds", path: ["sound", "messages"], kind: "yes or no" },
	{ name: "key sounds", path: ["sound", "keys"], kind: "yes or no" },
	{ name: "volume", path: ["sound", "volume"], kind: "number" },
	{ name: "music", path: ["sound", "music", "source"], kind: "source" },
	{ name: "music volume", path: ["sound", "music", "volume"], kind: "number" },
	{ name: "music ducks", path: ["sound", "music", "duck"], kind: "yes or no" },
	{ name: "split seconds", path: ["split", "maxSeconds"], kind: "seconds" },
	{ name: "split count", path: ["split", "count"], kind: "number" },
	{ name: "split overlap", path: ["split", "overlap"], kind: "number" },
	{ name: "split title", path: ["split", "title"], kind: "text" },
	{ name: "device", path: ["device"], kind: "text" },
];

/** Settings of several fields, or in other words. */
const OTHER_SETTINGS = ["people", "person", "dark", "size"] as const;

export type OtherSetting = (typeof OTHER_SETTINGS)[number];

export const SETTING_NAMES: readonly string[] = [...SETTINGS.map(({ name }) => name), ...OTHER_SETTINGS];

const BY_NAME = new Map<string, Setting | OtherSetting>([
	...SETTINGS.map((setting) => [simplify(setting.name), setting] as const),
	...OTHER_SETTINGS.map((name) => [name, name] as const),
]);

/** Null: there is no such setting. */
export function findSetting(name: string): Setting | OtherSetting | null {
	return BY_NAME.get(simplify(name)) ?? null;
}

function simplify(name: string): string {
	return name.toLowerCase().replaceAll(/[\s_-]+/g, "");
}
