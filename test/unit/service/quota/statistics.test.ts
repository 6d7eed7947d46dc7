import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { median, quantile, robustSpread, solve } from "../../../../shared/service/quota/statistics.ts";

describe("the figures of measurements", () => {
	test("are the usual ones", () => {
		expect(median([3, 1, 2])).toBe(2);
		expect(median([4, 1, 2, 3])).toBe(2.5);
		expect(quantile([0, 10, 20, 30, 40], 0.95)).toBeCloseTo(38);
		expect(quantile([7], 0.95)).toBe(7);
		expect(median([])).toBeNaN();
	});

	test("do not follow a few that are wildly wrong", () => {
		expect(median([1, 2, 3, 1e9])).toBe(2.5);
		expect(robustSpread([1, 2, 3, 4, 1e9])).toBeLessThan(2);
	});

	test("solve what was built to be solved", () => {
		const number = fc.double({ min: -5, max: 5, noNaN: true });
		const system = fc.tuple(
			fc.array(fc.array(number, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
			fc.array(number, { minLength: 3, maxLength: 3 }),
		);
		fc.assert(
			fc.property(system, ([rows, solution]) => {
				// A ridge's matrix: rowsᵀ·rows + 1.
				const matrix = [0, 1, 2].map((i) =>
					[0, 1, 2].map((j) =>
						rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), i === j ? 1 : 0),
					),
				);
				const right = matrix.map((row) => row.reduce((sum, value, j) => sum + value * (solution[j] ?? 0), 0));
				for (const [index, value] of solve(matrix, right).entries()) {
					expect(value).toBeCloseTo(solution[index] ?? 0, 6);
				}
			}),
		);
	});
});
