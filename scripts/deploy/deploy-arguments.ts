import { parseArgs } from "node:util";
import { UsageError } from "../cli/exit.ts";

export const USAGE = `Usage: npm run deploy -- [options]

Brings the Appwrite of APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY to what this checkout holds: builds the
functions, makes what appwrite.json declares, uploads what differs, waits for its build, activates it, and renders a short video
with it. Can be run again at any time, also after it was stopped; deletes nothing.

  --check                  change nothing; print what differs, and end with 1 where something does
  --yes                    do not ask, also in a terminal
  --service-key-file FILE  where the service key is kept: read from there, or made and written there, for this user alone. Without
                           it a new key is printed, once
  --functions-domain D     give each function an address below D, the server's _APP_DOMAIN_FUNCTIONS; none: give it none. Known
                           without it for Appwrite Cloud and for a server on this machine
  --specification S        CPU and memory of the function render, as s-1vcpu-512mb. Without it what it has, or for a new one what the
                           server chooses: the largest on a server of your own, the smallest on Appwrite Cloud
  --web-host HOST          let pages of this host call the server from browsers (a Web platform); may be given more than once
  --try                    render the video also where nothing was deployed
  --no-try                 render none
  --help                   print this

Variables of the functions that are set here are set there; docs/deploy.md lists them.

Exit codes: 0 done, 1 failed, differs or needs a hand, 2 unknown flag or no Appwrite named.`;

export type DeployArguments = {
	readonly isHelp: boolean;
	readonly isCheck: boolean;
	readonly isYes: boolean;
	/** Null: print a new key. */
	readonly serviceKeyFile: string | null;
	/** Null: what the endpoint tells. "none": functions get no addresses. */
	readonly functionsDomain: string | null;
	/** Null: what the server has or chooses. */
	readonly specification: string | null;
	readonly webHosts: readonly string[];
	/** Null: where something was deployed. */
	readonly triesVideo: boolean | null;
};

/** Throws what `parseArgs` throws, or UsageError. */
export function readDeployArguments(): DeployArguments {
	const { values } = parseArgs({
		options: {
			check: { type: "boolean", default: false },
			yes: { type: "boolean", default: false },
			"service-key-file": { type: "string" },
			"functions-domain": { type: "string" },
			specification: { type: "string" },
			"web-host": { type: "string", multiple: true, default: [] },
			try: { type: "boolean" },
			"no-try": { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	return {
		isHelp: values.help,
		isCheck: values.check,
		isYes: values.yes,
		serviceKeyFile: values["service-key-file"] ?? null,
		functionsDomain: readHost("--functions-domain", values["functions-domain"] ?? null),
		specification: values.specification ?? null,
		webHosts: values["web-host"].map((host) => readHost("--web-host", host)),
		triesVideo: values["no-try"] ? false : (values.try ?? null),
	};
}

/** A name of labels and dots, as domains are; a page's host may have `*` for a label. */
function readHost<Given extends string | null>(flag: string, given: Given): Given {
	if (given === null || /^[a-z0-9*-]+(\.[a-z0-9-]+)*$/i.test(given)) return given;
	throw new UsageError(`${flag}: expected a host name such as app.example.com, received "${given}"`);
}
