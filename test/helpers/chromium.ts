import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PATH = "/usr/bin/chromium";

/** Debian's Chromium. Where the package is missing, the tests that need it are left out, and say so. */
export const HAS_CHROMIUM = existsSync(PATH);
if (!HAS_CHROMIUM)
	process.stderr.write(`Left out for want of Debian's package chromium: tests in a browser.\n`);

export function launchChromium() {
	const args = [
		"--no-sandbox",
		"--disable-gpu",
		"--disable-quic",
		"--no-first-run",
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
	];
	return chromium.launch({ executablePath: PATH, args });
}
