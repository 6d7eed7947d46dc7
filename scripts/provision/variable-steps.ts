import { SECRET_VARIABLES } from "../../shared/platform/node/env.ts";
import type { Declaration } from "./declaration.ts";
import type { Present, PresentVariable, Step, Variables } from "./step.ts";

const SERVICE_KEY = "SERVICE_KEY";

/** The steps for a function's variables, without the service key. */
export function variableSteps(functionId: string, present: Present, variables: Variables): readonly Step[] {
	return Object.entries(variables).flatMap(([key, value]): readonly Step[] => {
		if (key === SERVICE_KEY) return [];
		const found = findVariable(functionId, key, present);
		const isKnown = found !== undefined && !found.secret && !SECRET_VARIABLES.includes(key);
		return isKnown && found.value === value ? [] : [variableStep(functionId, key, value, found)];
	});
}

/**
 * All functions share one service key, which cannot be read back: when one lacks it, or a key is given, all get it. Those that
 * lack it come last, so that a run that is stopped leaves one without it, and the next run starts again.
 */
export function serviceKeySteps(
	{ functions }: Declaration,
	present: Present,
	variables: Variables,
): readonly Step[] {
	const given = variables[SERVICE_KEY];
	const all = functions.map(({ $id }) => ({ $id, found: findVariable($id, SERVICE_KEY, present) }));
	const isWhole = all.every(({ found }) => found !== undefined);
	if (given === undefined && isWhole) return [];
	return all
		.toSorted((one, other) => Number(one.found === undefined) - Number(other.found === undefined))
		.map(({ $id, found }) => variableStep($id, SERVICE_KEY, given ?? "", found, isWhole));
}

function findVariable(functionId: string, key: string, { functions }: Present): PresentVariable | undefined {
	return functions.find(({ $id }) => $id === functionId)?.variables.find((each) => each.key === key);
}

/** The description holds no secret. `mayBeSame`: the current value could be the wanted one. */
function variableStep(
	functionId: string,
	key: string,
	value: string,
	found: PresentVariable | undefined,
	mayBeSame = true,
): Step {
	const isSecret = SECRET_VARIABLES.includes(key);
	const name = `variable ${functionId} ${key}${isSecret ? " (secret)" : `=${value}`}`;
	const step = { functionId, variableId: found?.$id ?? null, key, value, isSecret };
	if (found === undefined) {
		return { kind: "create variable", ...step, isIncomparable: false, description: `create ${name}` };
	}
	const isIncomparable = found.secret && mayBeSame;
	const why = isIncomparable ? ", which cannot be compared" : "";
	return { kind: "update variable", ...step, isIncomparable, description: `update ${name}${why}` };
}
