/** The nearest name of the list, ignoring case; null when none is near. */
export function similarName(name: string, names: readonly string[]): string | null {
	const wanted = name.toLowerCase();
	let [nearest, least]: [string | null, number] = [null, Number.POSITIVE_INFINITY];
	for (const candidate of names) {
		// One typing error in a short word, two in a long one: more would suggest unrelated names.
		const allowed = candidate.length < 6 ? 1 : 2;
		if (Math.abs(candidate.length - wanted.length) > allowed) continue;
		const distance = editDistance(wanted, candidate.toLowerCase());
		if (distance <= allowed && distance < least) [nearest, least] = [candidate, distance];
	}
	return nearest;
}

/** Edit distance with swaps of neighbours ("optimal string alignment"). */
function editDistance(a: string, b: string): number {
	let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			const swap = isSwap ? (beforeLast[j - 2] ?? 0) + 1 : change;
			row.push(Math.min(change, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
		}
		[beforeLast, last] = [last, row];
	}
	return last[b.length] ?? 0;
}

/** ` (did you mean \`text\`?)`, or "" when no name is near. */
export function suggestion(name: string, names: readonly string[]): string {
	const similar = similarName(name, names);
	return similar === null || similar === name ? "" : ` (did you mean \`${similar}\`?)`;
}
