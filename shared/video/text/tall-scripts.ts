/** Scripts whose marks above and below need more room than Latin's line. */
const TALL_SCRIPTS = new RegExp(
	`[${[
		"Arabic",
		"Devanagari",
		"Thai",
		"Bengali",
		"Tamil",
		"Telugu",
		"Kannada",
		"Malayalam",
		"Gujarati",
		"Gurmukhi",
		"Oriya",
		"Sinhala",
		"Khmer",
		"Myanmar",
		"Lao",
		"Tibetan",
	]
		.map((script) => `\\p{Script=${script}}`)
		.join("")}]`,
	"u",
);

/** Whether a text needs a higher line than Latin. */
export function hasTallScript(text: string): boolean {
	return TALL_SCRIPTS.test(text);
}
