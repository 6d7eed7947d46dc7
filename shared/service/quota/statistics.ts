// Figures of measurements among which some may be wildly wrong: nothing here moves far for a few of them.

/** The middle value; the mean of the two middle ones. NaN of nothing. */
export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** The value below which a share of the values lies, between two of them in a straight line. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	const place = Math.max(0, Math.min(1, share)) * (sorted.length - 1);
	const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
	if (low === undefined || high === undefined) return Number.NaN;
	return low + (high - low) * (place - Math.floor(place));
}

/** A spread that half of the values cannot change: the median distance from the median, as a standard deviation. */
export function robustSpread(values: readonly number[]): number {
	const middle = median(values);
	// 1.4826 makes it the standard deviation where the values are normally distributed (Rousseeuw & Croux 1993).
	return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

/** x of A·x = b, for a small symmetric positive definite A (a ridge's), by elimination with pivots. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
	const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
	const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
	for (let column = 0; column < rows.length; column++) {
		const below = rows.map((_, index) => index).slice(column);
		const pivot = below.reduce((best, row) =>
			Math.abs(at(row, column)) > Math.abs(at(best, column)) ? row : best,
		);
		[rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
		for (let row = 0; row < rows.length; row++) {
			if (row === column) continue;
			const factor = at(row, column) / at(column, column);
			rows[row] = (rows[row] ?? []).map((value, index) => value - factor * at(column, index));
		}
	}
	return rows.map((_, row) => at(row, rows.length) / at(row, row));
}
