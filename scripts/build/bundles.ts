/** A function's bundle: what is read in, and which packages it needs beside what is bundled into it. */
export type BundlePlan = {
	readonly name: string;
	/** Packages that cannot be bundled: binaries, and what loads its parts by name. */
	readonly packages: readonly string[];
	readonly hasFonts: boolean;
};

export const BUNDLES: readonly BundlePlan[] = [
	{
		name: "render",
		packages: ["@ffmpeg-installer/ffmpeg", "@napi-rs/canvas", "fluent-ffmpeg"],
		hasFonts: true,
	},
	{ name: "quota-report", packages: [], hasFonts: false },
	{ name: "health-cron", packages: [], hasFonts: false },
];
