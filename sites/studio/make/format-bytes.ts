/** "1.2 MB", in thousands. */
export function formatBytes(bytes: number): string {
	return bytes < 950_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
