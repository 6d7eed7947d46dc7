type Policy = { readonly createScriptURL: (address: string) => string };
type Factory = {
	readonly createPolicy: (
		name: string,
		rules: { readonly createScriptURL: (address: string) => string },
	) => Policy;
};

let policy: Policy | null = null;

/** Starts one of the page's own workers. Where the browser has trusted types, no other address is let through. */
export function startWorker(address: string): Worker {
	policy ??= createPolicy();
	return new Worker(policy.createScriptURL(address), { type: "module" });
}

function createPolicy(): Policy {
	const { film, work } = document.body.dataset;
	const rules = {
		createScriptURL: (address: string) => {
			if (address === film || address === work) return address;
			throw new TypeError(`${address} is no worker of this page.`);
		},
	};
	return hasTrustedTypes(window) ? window.trustedTypes.createPolicy("chatreel-workers", rules) : rules;
}

/** TypeScript's types of a page do not know it yet. */
function hasTrustedTypes(scope: object): scope is { readonly trustedTypes: Factory } {
	return "trustedTypes" in scope;
}
