import { useEffect, useState } from 'preact/hooks';
import { api } from './api.js';
import { clearSession, onSession, session } from './session.js';
import { Appointments } from './views/appointments.js';
import { Customers } from './views/customers.js';
import { Login } from './views/login.js';
import { Services } from './views/services.js';

const PAGES = {
  customers: { title: 'Customers', view: Customers },
  services: { title: 'Services', view: Services },
  appointments: { title: 'Appointments', view: Appointments },
} as const;

type Page = keyof typeof PAGES;

/** The page that the address names, such as `#services`. */
function currentPage(): Page {
  const name = location.hash.slice(1);
  return name in PAGES ? (name as Page) : 'customers';
}

export function App() {
  const [current, setCurrent] = useState(session());
  const [page, setPage] = useState(currentPage());

  useEffect(() => onSession(setCurrent), []);
  useEffect(() => {
    const follow = () => setPage(currentPage());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  if (!current) return <Login />;

  const logOut = () =>
    api
      .logout()
      .catch(() => undefined)
      .then(clearSession);
  const View = PAGES[page].view;
  return (
    <>
      <header class="bar">
        <strong class="brand">ERP Nexus</strong>
        <nav aria-label="Main">
          {Object.entries(PAGES).map(([name, { title }]) => (
            <a
              key={name}
              href={`#${name}`}
              data-testid={`nav-${name}`}
              aria-current={name === page ? 'page' : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
        <span class="who" data-testid="current-user">
          {current.user.name}
        </span>
        <button type="button" class="quiet" data-testid="logout" onClick={logOut}>
          Log out
        </button>
      </header>
      <main>
        <h1>{PAGES[page].title}</h1>
        <View />
      </main>
    </>
  );
}
