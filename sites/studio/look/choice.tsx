type Props<Value extends string> = {
	readonly label: string;
	readonly name: string;
	readonly value: Value;
	readonly options: readonly (readonly [value: Value, label: string])[];
	readonly choose: (value: Value) => void;
};

/** A few choices side by side, of which one is taken. */
export function Choice<Value extends string>({ label, name, value, options, choose }: Props<Value>) {
	return (
		<div class="switch" role="radiogroup" aria-label={label}>
			{options.map(([own, words]) => (
				<label key={own}>
					<input type="radio" name={name} checked={value === own} onChange={() => choose(own)} />
					<span>{words}</span>
				</label>
			))}
		</div>
	);
}

/** Many choices, as a list that opens. */
export function Select<Value extends string>({ label, value, options, choose }: Omit<Props<Value>, "name">) {
	return (
		<label class="field">
			<span>{label}</span>
			<select
				value={value}
				onChange={({ currentTarget }) => {
					const chosen = options.find(([own]) => own === currentTarget.value);
					if (chosen !== undefined) choose(chosen[0]);
				}}
			>
				{options.map(([own, words]) => (
					<option key={own} value={own}>
						{words}
					</option>
				))}
			</select>
		</label>
	);
}
