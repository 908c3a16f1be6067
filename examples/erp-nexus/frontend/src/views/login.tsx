import { api } from '../api.js';
import { Field, Form } from '../form.js';
import { openSession } from '../session.js';

export function Login() {
  return (
    <main class="login">
      <h1>ERP Nexus</h1>
      <Form
        name="login"
        submit="Log in"
        onSubmit={async ({ email = '', password = '' }) => openSession(await api.login(email, password))}
      >
        <Field id="login-email" name="email" label="E-mail" type="email" autocomplete="username" required />
        <Field
          id="login-password"
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          required
        />
      </Form>
    </main>
  );
}
