import { vi } from "vitest";

/** For what hangs, and for nothing else: no machine is so busy that what is waited for takes as long. */
export const HANGS_MS = 90_000;

/** Looks again and again until there is something, and gives it. */
export function until<Found>(look: () => Found | Promise<Found>, intervalMs = 50) {
	return vi.waitUntil(look, { timeout: HANGS_MS, interval: intervalMs });
}
