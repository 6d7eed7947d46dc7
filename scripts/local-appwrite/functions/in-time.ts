/** Null where it takes longer; the work goes on. */
export async function inTime<Result>(work: Promise<Result>, limitMs: number): Promise<Result | null> {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<null>((resolve) => {
		timer = setTimeout(resolve, limitMs, null);
	});
	try {
		return await Promise.race([work, limit]);
	} finally {
		clearTimeout(timer);
	}
}
