import type { ComponentChildren, ComponentProps } from 'preact';
import { useState } from 'preact/hooks';

export type Values = Record<string, string>;

interface FormProps {
  /** Prefix of the `data-testid`s: `<name>-form`, `<name>-submit`, `<name>-error`. */
  readonly name: string;
  readonly submit: string;
  /** What is done with the fields; a rejection is shown, success empties the form. */
  readonly onSubmit: (values: Values) => Promise<void>;
  readonly children: ComponentChildren;
}

export function Form({ name, submit, onSubmit, children }: FormProps) {
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    setBusy(true);
    setError('');
    try {
      const fields = [...new FormData(form)].map(([key, value]) => [key, String(value).trim()]);
      await onSubmit(Object.fromEntries(fields) as Values);
      form.reset();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form data-testid={`${name}-form`} onSubmit={send}>
      {children}
      <button type="submit" data-testid={`${name}-submit`} disabled={busy}>
        {submit}
      </button>
      <p class="error" role="alert" data-testid={`${name}-error`}>
        {error}
      </p>
    </form>
  );
}

type FieldProps = ComponentProps<'input'> & { id: string; name: string; label: string };

export function Field({ label, ...input }: FieldProps) {
  return (
    <label for={input.id}>
      <span>{label}</span>
      <input data-testid={input.id} {...input} />
    </label>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly options: readonly { id: string; name: string }[];
}

export function Choice({ id, name, label, options }: ChoiceProps) {
  return (
    <label for={id}>
      <span>{label}</span>
      <select id={id} data-testid={id} name={name} required>
        <option value="">Choose …</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}
