/** Noon of the next month's 15th, in ms since 1970: neither a month nor a day ends while a test runs by that clock. */
export function nextMidMonthMs(): number {
	const today = new Date();
	return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 15, 12);
}
