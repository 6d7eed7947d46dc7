type LockedPackage = {
	readonly version: string;
	/** The hash of what npm installs. */
	readonly integrity?: string;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
	readonly dev?: boolean;
};

/** As far as it is read of `package-lock.json`. */
export type Lockfile = { readonly packages: Readonly<Record<string, LockedPackage>> };

/** The two files that say what a bundle's `npm ci` installs. */
export type Manifest = { readonly packageJson: object; readonly packageLock: object };

/**
 * The manifest of a bundle that needs these packages: each, and all that they need, in the very version and with the very
 * hash of this repository's lockfile. Optional packages of other systems stay listed, because the bundle runs on musl.
 */
export function pinnedPackages(name: string, packages: readonly string[], lockfile: Lockfile): Manifest {
	const kept = new Map<string, LockedPackage>();
	const keep = (path: string, from: LockedPackage) => {
		if (kept.has(path)) return;
		kept.set(path, from);
		const needed = Object.keys({ ...from.dependencies, ...from.optionalDependencies });
		for (const each of needed) {
			const [place, found] = resolved(lockfile, path, each);
			if (found !== undefined) keep(place, found);
		}
	};
	const versions: Record<string, string> = {};
	for (const each of packages) {
		const path = `node_modules/${each}`;
		const locked = lockfile.packages[path];
		if (locked === undefined) throw new Error(`${each} is not in package-lock.json`);
		versions[each] = locked.version;
		keep(path, locked);
	}
	const root = { name: `chatreel-${name}`, version: "0.0.0", dependencies: versions };
	const sorted = [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1));
	return {
		packageJson: { ...root, private: true, type: "module" },
		packageLock: {
			name: root.name,
			version: root.version,
			lockfileVersion: 3,
			requires: true,
			packages: { "": root, ...Object.fromEntries(sorted) },
		},
	};
}

/** As Node resolves it: beside the package that asks first, then further out. */
function resolved({ packages }: Lockfile, from: string, name: string): [string, LockedPackage | undefined] {
	const outer = from.split("/node_modules/");
	for (let depth = outer.length; depth > 0; depth--) {
		const place = `${outer.slice(0, depth).join("/node_modules/")}/node_modules/${name}`;
		if (packages[place] !== undefined) return [place, packages[place]];
	}
	const place = `node_modules/${name}`;
	return [place, packages[place]];
}
