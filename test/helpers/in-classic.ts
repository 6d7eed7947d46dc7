/** A conversation in the look whose lengths and motion the tests know, unless it names one. */
export function inClassic(value: object): object {
	const theme = "theme" in value && typeof value.theme === "object" ? value.theme : {};
	return { ...value, theme: { name: "imessage-classic", ...theme } };
}
