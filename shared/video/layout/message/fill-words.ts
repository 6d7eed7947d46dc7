/** A pattern of the locale with names in its places, such as `{name}`. */
export function fillWords(pattern: string, names: Readonly<Record<string, string>>): string {
	return pattern.replace(/\{(\w+)\}/g, (place, key: string) => names[key] ?? place);
}
