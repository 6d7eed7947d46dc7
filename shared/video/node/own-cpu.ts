/** CPU milliseconds of this process so far, user and system. */
export function ownCpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}
