/** By the height of a line: a field does not say where its own lines break. */
export function isInFirstLine(field: HTMLTextAreaElement): boolean {
	return field.selectionStart === 0 || field.clientHeight < 1.9 * lineHeightOf(field);
}

export function isInLastLine(field: HTMLTextAreaElement): boolean {
	return field.selectionStart === field.value.length || field.clientHeight < 1.9 * lineHeightOf(field);
}

function lineHeightOf(field: HTMLTextAreaElement): number {
	const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(field);
	return (
		Number.parseFloat(lineHeight) + (Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom)) / 2
	);
}
