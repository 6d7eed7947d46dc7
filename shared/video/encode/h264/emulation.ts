/** emulation_prevention_three_byte (7.3.1): two zeros are never followed by a byte up to 3 within a NAL unit. */
const PREVENTION = 3;

/** RBSP → the bytes of a NAL unit: the same array where there is nothing to escape. */
export function escapeRbsp(rbsp: Uint8Array): Uint8Array {
	const places = placesToEscape(rbsp);
	// A NAL unit may not end in a zero (7.4.1): cabac_zero_words are the case there is.
	const isZeroEnded = rbsp.at(-1) === 0;
	if (places.length === 0 && !isZeroEnded) return rbsp;
	const escaped = new Uint8Array(rbsp.length + places.length + (isZeroEnded ? 1 : 0));
	let from = 0;
	places.forEach((place, index) => {
		escaped.set(rbsp.subarray(from, place), from + index);
		escaped[place + index] = PREVENTION;
		from = place;
	});
	escaped.set(rbsp.subarray(from), from + places.length);
	if (isZeroEnded) escaped[escaped.length - 1] = PREVENTION;
	return escaped;
}

function placesToEscape(rbsp: Uint8Array): readonly number[] {
	const places: number[] = [];
	let zeros = 0;
	for (let i = 0; i < rbsp.length; i++) {
		const byte = rbsp[i] ?? 0;
		if (zeros === 2 && byte <= PREVENTION) {
			places.push(i);
			zeros = 0;
		}
		zeros = byte === 0 ? zeros + 1 : 0;
	}
	return places;
}

/** The bytes of a NAL unit, or their beginning → RBSP. */
export function unescapeNal(escaped: Uint8Array): Uint8Array {
	const rbsp = new Uint8Array(escaped.length);
	let length = 0;
	let zeros = 0;
	for (const byte of escaped) {
		if (zeros === 2 && byte === PREVENTION) {
			zeros = 0;
			continue;
		}
		rbsp[length++] = byte;
		zeros = byte === 0 ? zeros + 1 : 0;
	}
	return rbsp.subarray(0, length);
}

/**
 * An RBSP and a tail that was escaped on its own already → a NAL unit. Where the RBSP ends in a byte other than zero, no
 * emulation can arise at the junction, and the tail is copied as it is.
 */
export function joinEscaped(rbsp: Uint8Array, escapedTail: Uint8Array): Uint8Array {
	if (rbsp.at(-1) === 0) return escapeRbsp(concat(rbsp, unescapeNal(escapedTail)));
	return concat(escapeRbsp(rbsp), escapedTail);
}

/** Returns what follows the first `rbspLength` bytes of a NAL unit's RBSP, escaped on its own. A copy. */
export function cutEscapedTail(nal: Uint8Array, rbspLength: number): Uint8Array {
	let length = rbspLength;
	while (unescapeNal(nal.subarray(0, length)).length < rbspLength) length++;
	// After a zero the tail's own first bytes may have been escaped for the sake of what was before them.
	if (nal[length - 1] === 0) return escapeRbsp(unescapeNal(nal).subarray(rbspLength));
	return new Uint8Array(nal.subarray(length));
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
	const joined = new Uint8Array(first.length + second.length);
	joined.set(first);
	joined.set(second, first.length);
	return joined;
}
