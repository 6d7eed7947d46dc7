import { parseArgs } from "node:util";
import { UsageError } from "../cli/exit.ts";

export const USAGE = `Usage: npm run deploy -- [options]

Deploys this checkout to the Appwrite of APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY: builds functions and studio, creates
what appwrite.json declares, uploads what differs, waits for the builds, activates them, and renders a short video. Run it again
at any time, also after it was stopped; it deletes nothing.

  --check                  change nothing; print what differs, and exit with 1 when something does
  --yes                    do not ask, also in a terminal
  --service-key-file FILE  read the service key from FILE, or write a new one there, readable by this user alone. Without it a new
                           key is printed, once
  --functions-domain D     give each function an address below D, the server's _APP_DOMAIN_FUNCTIONS; none: no addresses. Not
                           needed for Appwrite Cloud and for a server on this machine
  --specification S        CPU and memory of the function render, such as s-1vcpu-512mb. By default unchanged; for a new function
                           the server chooses: the largest on your own server, the smallest on Appwrite Cloud
  --web-host HOST          let pages of this host call the server from browsers (a Web platform); may be repeated
  --try                    render the short video also when nothing was deployed
  --no-try                 do not render it
  --help                   print this help

Variables of the functions that are set here are set there too; docs/deploy.md lists them.

Exit codes: 0 done, 1 failed, differs or needs work by hand, 2 unknown flag or no Appwrite configured.`;

export type DeployArguments = {
	readonly isHelp: boolean;
	readonly isCheck: boolean;
	readonly isYes: boolean;
	/** Null: a new key is printed. */
	readonly serviceKeyFile: string | null;
	/** Null: guess it by the endpoint. "none": no addresses. */
	readonly functionsDomain: string | null;
	/** Null: as the server has or chooses it. */
	readonly specification: string | null;
	readonly webHosts: readonly string[];
	/** Null: when something was deployed. */
	readonly triesVideo: boolean | null;
};

/** Throws UsageError or parseArgs' own error. */
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

/** A host name; that of a page may have `*` as a label. */
function readHost<Given extends string | null>(flag: string, given: Given): Given {
	if (given === null || /^[a-z0-9*-]+(\.[a-z0-9-]+)*$/i.test(given)) return given;
	throw new UsageError(`${flag}: expected a host name such as app.example.com, received "${given}"`);
}
