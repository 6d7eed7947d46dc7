/** Safe markup, escaped where needed. */
export type Html = { readonly markup: string };

type Value = Html | string | number | readonly Html[];

/** Escapes every value that this function did not make. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
	const markup = parts.reduce((text, part, index) => {
		const value = index < values.length ? render(values[index] ?? "") : "";
		return `${text}${part}${value}`;
	}, "");
	return { markup };
}

function render(value: Value): string {
	if (typeof value === "string" || typeof value === "number") return escapeMarkup(String(value));
	return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}

const SIGNS: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** For text and quoted attributes. Control characters, and those that change the direction of writing, become boxes. */
function escapeMarkup(text: string): string {
	return text
		.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\u25a1")
		.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");
}
